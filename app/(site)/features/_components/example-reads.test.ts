import { expect, test } from "vitest";
import { readsBySource } from "./example-reads";

const token = (text: string) => ({ id: 0, text });
const reads = [
  { head: 5, source: 3, value: 2, token: token(" Mary") },
  { head: 1, source: 7, value: -1.5, token: token(" John") },
  { head: 1, source: 3, value: 0.5, token: token(" Mary") },
];

test("what several heads read from one token is one reading, through the largest head first", () => {
  expect(readsBySource(reads, null)).toEqual([
    {
      ...{ source: 3, token: token(" Mary"), value: 2.5, share: 1 },
      heads: [
        { head: 5, value: 2 },
        { head: 1, value: 0.5 },
      ],
    },
    { source: 7, token: token(" John"), value: -1.5, share: 0.6, heads: [{ head: 1, value: -1.5 }] },
  ]);
});

test("of one head only what it reads itself is shown", () => {
  expect(readsBySource(reads, 1).map(({ source, share }) => [source, share])).toEqual([
    [7, 1],
    [3, 1 / 3],
  ]);
  expect(readsBySource(reads, 2)).toEqual([]);
});

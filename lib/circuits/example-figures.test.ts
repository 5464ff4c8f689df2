import { expect, test } from "vitest";
import { type ExampleFigures, rankOf } from "./example-figures";

const good: ExampleFigures = {
  ...{ completeness: 0.95, replacement: 0.2, truncated: false, features: 20, agreement: 0.6 },
};
const isBetter = (a: ExampleFigures | null, b: ExampleFigures | null) => rankOf(a) > rankOf(b);

test("one that has enough of everything is before any that lacks something, however it scores", () => {
  const perfect = { ...good, completeness: 1, replacement: 1, agreement: 1 };
  for (const lack of [{ features: 9 }, { truncated: true }, { completeness: 0.89 }])
    expect(isBetter({ ...good, agreement: -1 }, { ...perfect, ...lack })).toBe(true);
});

test("one that was tried in the real model is before one that was not", () => {
  expect(isBetter({ ...good, agreement: 0 }, { ...good, completeness: 1, agreement: null })).toBe(true);
});

test("more that is explained, comes from the text and is borne out is better; one still computed is last", () => {
  expect(isBetter({ ...good, completeness: 0.96 }, good)).toBe(true);
  expect(isBetter({ ...good, replacement: 0.3 }, good)).toBe(true);
  expect(isBetter({ ...good, agreement: 0.7 }, good)).toBe(true);
  expect(isBetter({ ...good, truncated: true, completeness: 0, agreement: null }, null)).toBe(true);
});

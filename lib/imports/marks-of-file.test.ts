import { expect, test } from "vitest";
import { marksOfFile } from "./marks-of-file";

const marks = (part: Partial<Parameters<typeof marksOfFile>[0]>) =>
  marksOfFile({ pinned: [], groups: [], clicked: null, ...part });
const ids = (count: number) => Array.from({ length: count }, (_, i) => `mlp.0.${i}@1`);

test("a node is pinned once and stands in one group, and groups of one name are one", () => {
  const { pinned, groups, lost } = marks({
    pinned: ["a", "b", "a"],
    groups: [
      { name: "x", nodes: ["a", "b"] },
      { name: "y", nodes: ["b", "c"] },
      { name: "x", nodes: ["d"] },
    ],
  });
  expect(pinned).toEqual(["a", "b"]);
  expect(groups).toEqual([
    { name: "x", members: ["a", "b", "d"] },
    { name: "y", members: ["c"] },
  ]);
  expect(lost).toEqual([expect.stringContaining("1 members are left out")]);
});

test("names fit a view, and an empty one has a name", () => {
  const { groups } = marks({
    groups: [
      { name: "n".repeat(1_000), nodes: ["a"] },
      { name: " ", nodes: ["b"] },
    ],
  });
  expect(groups.map(({ name }) => name)).toEqual(["n".repeat(80), "unnamed"]);
});

test("what is more than a page can keep is left out, and said", () => {
  const { pinned, groups, lost } = marks({
    pinned: ids(100_000),
    groups: ids(5_000).map((id) => ({ name: id, nodes: [id] })),
  });
  expect([pinned.length, groups.length]).toEqual([500, 100]);
  expect(lost).toHaveLength(2);
  expect(marksOfFile(undefined)).toEqual({ pinned: [], groups: [], lost: [] });
});

import { expect, test } from "vitest";
import { arcId, columnOf, drawnArcs, readOfArc } from "./drawn-arcs";

const tokens = [{ text: "<|endoftext|>" }, { text: " Mary" }, { text: " to" }];
const tables = new Map([
  [
    "attn.3.697@2",
    [
      [0, 3, 0],
      [0, 0, -1],
    ],
  ],
]);

test("an arc tells its head, its token and its number, and ends in its token's column", () => {
  const arcs = drawnArcs(
    [
      { id: "attn.3.697@2", layer: 3 },
      { id: "attn.2.5@2", layer: 2 },
    ],
    tables,
    tokens,
  );
  expect(arcs.map(({ name }) => name)).toEqual([
    "head 3.0 \u00b7 \u00b7Mary \u00b7 3.00",
    "head 3.1 \u00b7 \u00b7to \u00b7 \u22121.00",
  ]);
  expect(arcs.map(({ column, sign, share }) => ({ column, sign, share }))).toEqual([
    { column: columnOf(1), sign: 1, share: 0.75 },
    { column: columnOf(2), sign: -1, share: 0.25 },
  ]);
  expect(arcs.map(({ thing }) => thing)).toEqual(["attn.3.697@2|0|1", "attn.3.697@2|1|2"]);
});

test("an arc's id leads back to its read, and no other id does", () => {
  expect(readOfArc(arcId("attn.3.697@2", { head: 1, position: 2 }))).toEqual({
    ...{ node: "attn.3.697@2", head: 1, position: 2 },
  });
  for (const id of ["", "attn.3.697@2", "attn.3.697@2 1"]) expect(readOfArc(id)).toBeNull();
});

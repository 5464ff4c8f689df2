import { expect, test } from "vitest";
import { gridStep } from "./grid-keys";

const size = { rows: 3, columns: 4 };

test("arrow keys walk a table cell by cell and stop at its edges, Home and End go to the ends of a row", () => {
  const from = { row: 1, column: 2 };
  expect(gridStep("ArrowUp", from, size)).toEqual({ row: 0, column: 2 });
  expect(gridStep("ArrowDown", { row: 2, column: 2 }, size)).toEqual({ row: 2, column: 2 });
  expect(gridStep("ArrowLeft", { row: 1, column: 0 }, size)).toEqual({ row: 1, column: 0 });
  expect(gridStep("ArrowRight", from, size)).toEqual({ row: 1, column: 3 });
  expect(gridStep("Home", from, size)).toEqual({ row: 1, column: 0 });
  expect(gridStep("End", from, size)).toEqual({ row: 1, column: 3 });
  expect(gridStep("Tab", from, size)).toBeNull();
});

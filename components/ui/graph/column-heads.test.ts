import { describe, expect, it } from "vitest";
import { columnHeads, gridOf } from "./column-heads";
import { layoutGraph } from "./layout";

const texts = ["", "The", "\u00b7cat", ",", "\u00b7who", "\u00b7was", "\u00b7very", "\u00b7old", "\u00b7sat"];
const columns = texts.map((label, i) => ({ label, name: `token ${i - 1}` }));
const node = (id: string, column: number) => ({ id, text: "x", row: 0, weight: 1, column });
const layout = (open?: ReadonlySet<number>, width = 900) =>
  layoutGraph([node("a", 2), node("b", 8)], gridOf([{ label: "input", band: 0 }], columns, open), {
    width,
    height: 300,
  });

describe("what stands under the columns of a graph", () => {
  it("neighbours without nodes are one heading, which says as much of them as it has room for", () => {
    const heads = columnHeads(layout(), columns);
    expect(heads.map(({ column, count, folded }) => [column, count, folded])).toEqual([
      [0, 2, true],
      [2, 1, false],
      [3, 5, true],
      [8, 1, false],
    ]);
    expect(heads[0]?.label).toBe("The");
    expect(heads[2]?.label).toBe(", \u2026 \u00b7old");
    expect(heads[2]?.name).toBe("nothing shown at token 2; token 3; token 4; token 5; token 6");
  });

  it("where there is little room, folded tokens are three dots, and the whole of their names remains", () => {
    const heads = columnHeads(layout(undefined, 130), columns);
    expect(heads[2]).toMatchObject({ label: "\u2026", folded: true, count: 5 });
    expect(heads[2]?.name).toContain("token 4");
  });

  it("a column that was opened has its own heading", () => {
    const heads = columnHeads(layout(new Set([5])), columns);
    expect(heads.map(({ label }) => label)).toContain("\u00b7was");
    expect(heads.find(({ column }) => column === 5)?.folded).toBe(false);
  });
});

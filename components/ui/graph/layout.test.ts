import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chipText, type LayoutNode, layoutGraph } from "./layout";

const size = { columns: 6, rows: 5 };
const node = fc.record({
  text: fc.string({ maxLength: 30 }),
  row: fc.integer({ min: 0, max: size.rows - 1 }),
  column: fc.integer({ min: 0, max: size.columns - 1 }),
  weight: fc.double({ min: 0, max: 1, noNaN: true }),
});
const graphs = fc
  .array(node, { maxLength: 120 })
  .map((nodes) => nodes.map((each, i): LayoutNode => ({ ...each, id: `n${i}` })));

describe("the layout of a graph", () => {
  it("no node stands over another, and each stands inside its column and row", () => {
    fc.assert(
      fc.property(graphs, (nodes) => {
        const { places, columns, rows } = layoutGraph(nodes, size);
        const boxes = nodes.map(({ id, row, column }) => ({ box: places.get(id), row, column }));
        for (const [i, { box, row, column }] of boxes.entries()) {
          const across = columns[column];
          const along = rows[row];
          if (!box || !across || !along) throw new Error("a node has no place");
          expect(box.x).toBeGreaterThanOrEqual(across.x);
          expect(box.x + box.width).toBeLessThanOrEqual(across.x + across.width);
          expect(box.y).toBeGreaterThanOrEqual(along.y);
          expect(box.y + box.height).toBeLessThanOrEqual(along.y + along.height);
          for (const { box: other } of boxes.slice(i + 1)) {
            if (!other) throw new Error("a node has no place");
            const apart =
              box.x + box.width <= other.x ||
              other.x + other.width <= box.x ||
              box.y + box.height <= other.y ||
              other.y + other.height <= box.y;
            expect(apart).toBe(true);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it("columns and rows follow each other without gaps, the first row at the bottom", () => {
    fc.assert(
      fc.property(graphs, (nodes) => {
        const { columns, rows, width, height } = layoutGraph(nodes, size);
        let x = 0;
        for (const column of columns) {
          expect(column.x).toBe(x);
          x += column.width;
        }
        expect(width).toBe(x);
        let y = height;
        for (const row of rows) {
          y -= row.height;
          expect(row.y).toBeCloseTo(y);
        }
      }),
    );
  });

  it("a column without nodes stays narrow and one with many widens", () => {
    const many = Array.from({ length: 30 }, (_, i) => ({
      id: `n${i}`,
      text: "1234",
      row: 1,
      column: 2,
      weight: i / 30,
    }));
    const { columns } = layoutGraph(many, size);
    expect(columns[0]?.width).toBeLessThan(24);
    expect(columns[2]?.width).toBeGreaterThan(200);
  });

  it("nodes given in another order are placed the same, the weightiest first", () => {
    const nodes = [0.1, 0.9, 0.5].map((weight, i) => ({ id: `n${i}`, text: "x", row: 0, column: 0, weight }));
    const first = layoutGraph(nodes, size);
    const second = layoutGraph([...nodes].reverse(), size);
    expect([...second.places].sort()).toEqual([...first.places].sort());
    const reading = ["n1", "n2", "n0"]
      .map((id) => first.places.get(id))
      .map((box) => (box?.y ?? 0) * 1e4 + (box?.x ?? 0));
    expect(reading).toEqual([...reading].sort((a, b) => a - b));
  });

  it("a long text is cut to what a chip holds", () => {
    expect(chipText("a feature with a long name")).toBe("a feature wit\u2026");
    expect(chipText("short")).toBe("short");
  });
});

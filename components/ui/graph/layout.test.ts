import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cutText } from "./chip-text";
import { type LayoutNode, layoutGraph } from "./layout";

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
    expect(columns[2]?.width).toBeGreaterThan(150);
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
    expect(cutText("a feature with a long name", 14)).toBe("a feature wit\u2026");
    expect(cutText("short", 14)).toBe("short");
  });

  const many = (count: number, text: string) =>
    Array.from({ length: count }, (_, i) => ({
      ...{ id: `n${i}`, text, row: i % size.rows, column: 2, weight: 1 / (i + 1) },
    }));

  it("names stand whole where there is room for them, and are cut before any goes", () => {
    const name = "says the other name of a pair";
    const shown = (width: number, height: number) =>
      new Set(layoutGraph(many(12, name), size, { width, height }).texts.values());
    expect(shown(1_000, 600)).toEqual(new Set([name]));
    const [cut = "", ...others] = shown(470, 300);
    expect(others).toEqual([]);
    expect(cut).toMatch(/^says the.*\u2026$/);
  });

  it("what has no room for its name is folded to its sign, the lightest first", () => {
    const { texts, fits, width, height } = layoutGraph(many(100, "12345"), size, { width: 600, height: 360 });
    expect(fits).toBe(true);
    expect(width).toBeLessThanOrEqual(600);
    expect(height).toBeLessThanOrEqual(360);
    const named = [...texts].filter(([, text]) => text !== "").map(([id]) => Number(id.slice(1)));
    expect(named.length).toBeGreaterThan(10);
    expect(named.length).toBeLessThan(100);
    expect(Math.max(...named)).toBe(named.length - 1);
  });

  it("what was missed and what is most influential both keep their names, before what is neither", () => {
    const influential = many(60, "reads a name");
    const missed = influential.slice(0, 8).map((node, i): LayoutNode => {
      return { ...node, id: `m${i}`, weight: 1e-6 * (i + 1), missed: true };
    });
    const { texts, fits } = layoutGraph([...influential, ...missed], size, { width: 600, height: 360 });
    expect(fits).toBe(true);
    const isNamed = (id: string) => texts.get(id) !== "";
    const named = influential.filter(({ id }) => isNamed(id)).map(({ id }) => Number(id.slice(1)));
    expect(missed.every(({ id }) => isNamed(id))).toBe(true);
    expect(named.length).toBeGreaterThanOrEqual(missed.length);
    expect(named.length).toBeLessThan(influential.length);
    expect(Math.max(...named)).toBe(named.length - 1);
  });

  it("fits the room wherever all of it can, whatever the room", () => {
    const rooms = fc.record({
      width: fc.integer({ min: 60, max: 1_500 }),
      height: fc.integer({ min: 60, max: 900 }),
    });
    fc.assert(
      fc.property(graphs, rooms, (nodes, room) => {
        const { fits, width, height, texts } = layoutGraph(nodes, size, room);
        expect(fits).toBe(width <= room.width && height <= room.height);
        const folded = layoutGraph(
          nodes.map((each) => ({ ...each, text: "" })),
          size,
          room,
        );
        expect(fits).toBe(folded.fits);
        // What fits in no way is not folded: one comes nearer to read it.
        if (!fits) for (const { id, text } of nodes) expect(texts.get(id) === "").toBe(text === "");
      }),
      { numRuns: 60 },
    );
  });

  it("columns without nodes that stand side by side are folded into one", () => {
    const node = { id: "n", text: "x", row: 0, weight: 1 };
    const { columns } = layoutGraph(
      [
        { ...node, column: 0 },
        { ...node, id: "m", column: 9 },
      ],
      { columns: 12, rows: 1 },
    );
    const together = (from: number, to: number) =>
      columns.slice(from, to).reduce((sum, { width }) => sum + width, 0);
    expect(together(1, 9)).toBeCloseTo(together(10, 12), 9);
    expect(together(1, 9)).toBe(24);
  });

  it("a column is as wide as its heading needs, and one that is opened stands by itself", () => {
    const node = { id: "n", text: "x", row: 0, weight: 1, column: 0 };
    const grid = { columns: 4, rows: 1, heads: [90, 80, 80, 80] };
    const folded = layoutGraph([node], grid);
    expect(folded.columns[0]?.width).toBe(90);
    expect(folded.columns.slice(1).reduce((sum, { width }) => sum + width, 0)).toBeLessThan(160);
    const { columns } = layoutGraph([node], { ...grid, open: new Set([2]) });
    expect(columns.map(({ empty }) => empty)).toEqual([false, true, false, true]);
    expect(columns[2]?.width).toBe(80);
  });

  it("where not even a chip a cell fits, neighbouring cells are one, where one starts stands by itself, and each node is drawn or counted once", () => {
    const wide = { columns: 70, rows: 26 };
    const rooms = fc.record({
      width: fc.integer({ min: 272, max: 1_000 }),
      height: fc.integer({ min: 150, max: 600 }),
    });
    const places = fc.array(
      fc.record({
        text: fc.string({ minLength: 1, maxLength: 20 }),
        row: fc.integer({ min: 0, max: wide.rows - 1 }),
        column: fc.integer({ min: 0, max: wide.columns - 1 }),
        weight: fc.double({ min: 0, max: 1, noNaN: true }),
      }),
      { minLength: 60, maxLength: 200 },
    );
    fc.assert(
      fc.property(places, rooms, (all, room) => {
        const nodes = all.map((each, i) => ({ ...each, id: `n${i}` }));
        const laid = layoutGraph(nodes, wide, room, ({ id }) => (id === "n7" ? 0 : 2));
        expect(laid.fits).toBe(true);
        expect(laid.places.has("n7")).toBe(true);
        const drawn = nodes.filter(({ id }) => laid.places.has(id)).map(({ id }) => id);
        const counted = laid.crowded.flatMap(({ nodes }) => nodes.map(({ id }) => id));
        expect([...drawn, ...counted].sort()).toEqual(nodes.map(({ id }) => id).sort());
        expect(new Set(laid.crowded.map(({ id }) => id)).size).toBe(laid.crowded.length);
        for (const { id, nodes } of laid.crowded) expect(laid.texts.get(id)).toBe(`+${nodes.length}`);
      }),
      { numRuns: 20 },
    );
  });

  it("what fits in no way is one chip a cell that counts it, and what comes first stands by itself", () => {
    const nodes = many(400, "12345");
    const room = { width: 500, height: 300 };
    expect(layoutGraph(nodes, size, room).fits).toBe(false);
    const { fits, crowded, places, texts } = layoutGraph(nodes, size, room, ({ id }) =>
      id === "n399" ? 1 : 2,
    );
    expect(fits).toBe(true);
    const drawn = nodes.filter(({ id }) => places.has(id));
    expect(drawn.length).toBeGreaterThan(10);
    expect(drawn.map(({ id }) => id)).toContain("n399");
    expect(texts.get("n399")).toBe("12345");
    // None is lost: each is drawn or counted once.
    const counted = crowded.flatMap(({ nodes }) => nodes.map(({ id }) => id));
    expect([...drawn.map(({ id }) => id), ...counted].sort()).toEqual(nodes.map(({ id }) => id).sort());
    for (const cell of crowded) {
      expect(places.has(cell.id)).toBe(true);
      expect(texts.get(cell.id)).toBe(`+${cell.nodes.length}`);
    }
    // The lightest are those that are not drawn.
    const heaviest = drawn.filter(({ id }) => id !== "n399").map(({ id }) => Number(id.slice(1)));
    expect(Math.max(...heaviest)).toBe(heaviest.length - 1);
  });
});

import { expect, test } from "vitest";
import { drawPicture, type ShownGraph } from "./draw-picture";
import { layoutGraph } from "./layout";
import { type GraphNode, nodeMarks } from "./types";

const node = (id: string, change: Partial<GraphNode> = {}): GraphNode => ({
  ...{ id, mark: "attn", text: id, name: id, row: 0, column: 0, weight: 0.25, sign: 1 },
  ...{ pinned: false, noted: false, unopened: false, ...change },
});

const graph: ShownGraph = {
  nodes: [
    node("a", { pinned: true }),
    node("b", { mark: "error", sign: -1, column: 1 }),
    node("c", { mark: "target", sign: 0, row: 1, column: 1 }),
    node("d", { mark: "group", noted: true, own: true }),
  ],
  edges: [
    { source: "a", target: "c", share: 0.5, sign: 1 },
    { source: "b", target: "c", share: 0.1, sign: -1 },
    { source: "a", target: "b", share: 0.2, sign: 1, quiet: true },
  ],
  rows: [
    { label: "MLP 0", band: 0 },
    { label: "logits", band: 1 },
  ],
  columns: [
    { label: " Mary", name: "Mary" },
    { label: "a very long token of the text", name: "long" },
  ],
  ...{ root: "c", selected: null, marked: new Set<string>() },
};

/** Each colour by its name, so that a test reads which it is. */
const draw = (change: Partial<ShownGraph> = {}) => drawPicture({ ...graph, ...change }, (name) => name).svg;
const count = (svg: string, part: string) => svg.split(part).length - 1;

test("a picture has the size of the whole graph with its headings, and every node where the canvas has it", () => {
  const { svg, width, height } = drawPicture(graph, (name) => name);
  const layout = layoutGraph(graph.nodes, { columns: 2, rows: 2 });
  expect([width, height]).toEqual([layout.width + 112, layout.height + 76]);
  expect(svg).toMatch(new RegExp(`^<svg xmlns="http://www.w3.org/2000/svg" width="${width}"`));
  for (const { x, y } of layout.places.values()) expect(svg).toContain(`transform="translate(${x} ${y})"`);
  expect(svg).toContain('text-anchor="end">logits</text>');
  expect(svg).toContain('text-anchor="middle"> Mary</text>');
  // Cut to what its column has room for.
  expect(svg).toContain('text-anchor="middle">a very l</text>');
});

test("what is pinned, noted or of one side alone looks so", () => {
  const svg = draw();
  expect(count(svg, 'r="3.5" fill="accent" stroke="paper"')).toBe(1);
  expect(count(svg, 'l-2.5-2.5z" fill="ink-soft"')).toBe(1);
  expect(count(svg, 'fill="sunk" stroke="ink" stroke-width="2.25"')).toBe(1);
  expect(count(svg, 'fill="paper" stroke="line-strong" stroke-width="1" stroke-dasharray="3 2"')).toBe(1);
  expect(count(svg, 'fill="ink" stroke="ink" stroke-width="1"')).toBe(1);
});

test("a chosen node stands out with its edges, quiet ones too, and the others are faint", () => {
  expect(draw()).not.toMatch(/opacity="0\.(16|45)"/);
  const quiet = count(draw(), "C");
  const svg = draw({ selected: "a" });
  expect(count(svg, 'opacity="0.16"')).toBe(1);
  expect(count(svg, 'opacity="0.45"')).toBe(1);
  expect(count(svg, "C")).toBe(quiet + 2);
  expect(svg).toContain('fill="raised" stroke="ink" stroke-width="2.5"');
  // All that leads to the root is what one wants to see of it.
  const ofRoot = draw({ selected: "c" });
  expect(ofRoot).not.toMatch(/opacity="0\.(16|45)"/);
  expect(ofRoot).toContain('fill="ink" stroke="accent" stroke-width="2.5"');
});

test("a marked node has the colour of marks, and a chosen one keeps it", () => {
  const marked = new Set(["a"]);
  expect(draw({ marked })).toContain('fill="accent-soft" stroke="accent" stroke-width="1.5"');
  expect(draw({ marked, selected: "a" })).toContain('fill="accent-soft" stroke="ink" stroke-width="2.5"');
});

test.each(nodeMarks)("the sign of %s has a colour", (mark) => {
  const svg = draw({ nodes: [node("a", { mark })], edges: [] });
  const [, sign = ""] = /<svg x="5"([^>]*)>/.exec(svg) ?? [];
  expect(sign).toMatch(
    /fill="kind-(attn|resid|mlp)"|fill="none" stroke="(ink|ink-soft|paper|kind-mlp)" stroke-width="1\.5"/,
  );
});

test("whatever a token says, the picture stays an XML document of its text", () => {
  const text = '<&">\0\x07\ud800';
  const svg = draw({ nodes: [node("a", { text })], columns: [{ label: text, name: "" }], edges: [] });
  expect(svg).toContain("&#60;&#38;&#34;&#62;\ufffd</text>");
  // biome-ignore lint/suspicious/noControlCharactersInRegex: none of these may be left
  expect(svg).not.toMatch(/[\0-\x08\ud800]/u);
});

import { expect, test } from "vitest";
import { placeArcs } from "../graph/arc-paths";
import { layoutGraph } from "../graph/layout";
import { missedFlag, tickPath, tickPlace } from "../graph/measured-tick";
import { type GraphNode, nodeMarks } from "../graph/types";
import { drawGraph, drawHeads, type FigureGraph } from "./draw-graph";
import { paletteOf } from "./figure-look";

const node = (id: string, change: Partial<GraphNode> = {}): GraphNode => ({
  ...{ id, mark: "attn", text: id, name: id, row: 0, column: 0, weight: 0.25, sign: 1 },
  ...{ pinned: false, noted: false, unopened: false },
  ...change,
});

const graph: FigureGraph = {
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
};

const p = paletteOf.light;
const layoutOf = ({ nodes, columns, rows }: FigureGraph) =>
  layoutGraph(nodes, { columns: columns.length, rows: rows.length });
const draw = (change: Partial<FigureGraph> = {}, look: "light" | "print" = "light") => {
  const changed = { ...graph, ...change };
  return drawGraph(changed, layoutOf(changed), look) + drawHeads(changed, layoutOf(changed), paletteOf[look]);
};
const count = (svg: string, part: string) => svg.split(part).length - 1;

test("every node stands where the canvas has it, with the headings of its row and column", () => {
  const svg = draw();
  for (const [id, { x, y }] of layoutOf(graph).places)
    expect(svg).toContain(`transform="translate(${x} ${y})" data-node="${id}"`);
  expect(svg).toContain(">logits</text>");
  expect(svg).toContain("> Mary</text>");
  // Cut to what its column has room for.
  expect(svg).toMatch(/>a ver[^<]*\u2026<\/text>/);
});

test("arcs stand where the canvas has them, dashed where they take away, and the strong ones say by which head", () => {
  const arc = { node: "c", column: 0, thing: "@0", name: "" };
  const svg = draw({
    arcs: [
      { ...arc, id: "one", share: 0.8, sign: 1, label: "3.5" },
      { ...arc, id: "two", share: 0.05, sign: -1, label: "3.1" },
      { ...arc, id: "three", node: "nowhere", share: 0.5, sign: 1, label: "9.9" },
    ],
  });
  const placed = placeArcs(layoutOf(graph), [
    { ...arc, id: "one", share: 0.8, sign: 1, label: "" },
    { ...arc, id: "two", share: 0.05, sign: -1, label: "" },
  ]);
  for (const { d } of placed) expect(svg).toContain(`<path d="${d}"`);
  expect(count(svg, "data-arc=")).toBe(2);
  expect(count(svg, 'stroke-dasharray="9 5"')).toBe(1);
  expect(count(svg, ">3.5</text>")).toBe(1);
  expect(count(svg, ">3.1</text>")).toBe(0);
});

test("what is pinned, noted, missed or of one side alone looks so", () => {
  const svg = draw({ nodes: [...graph.nodes, node("e", { missed: true })] });
  expect(count(svg, `r="3.5" fill="${p.accent}"`)).toBe(1);
  expect(count(svg, `l-2.5-2.5z" fill="${p["ink-soft"]}"`)).toBe(1);
  expect(count(svg, `fill="${p.sunk}" stroke="${p.ink}" stroke-width="2.25"`)).toBe(1);
  expect(count(svg, `<path d="${missedFlag.box}" fill="${p.ink}"`)).toBe(1);
});

test("edges that show only beside a chosen node are left out", () => {
  expect(count(draw(), "C")).toBe(2);
});

test("on paper what takes away is dashed, so that grey tells it", () => {
  expect(draw()).not.toMatch(/stroke="#2063b0"[^>]*stroke-dasharray/);
  expect(draw({}, "print")).toMatch(/stroke="#5a9bd8"[^>]*stroke-dasharray/);
  expect(draw({}, "print")).not.toMatch(/stroke="#8c3800"[^>]*stroke-dasharray/);
});

test("after a check the bar is the predicted effect, and a tick the measured one, a cross where its sign is another", () => {
  const withBar = (opposite: boolean) => [node("a", { bar: { predicted: 0.5, measured: 0.75, opposite } })];
  const [box] = layoutOf({ ...graph, nodes: [node("a")] }).places.values();
  if (!box) throw new Error("The node is not placed");
  const svg = draw({ nodes: withBar(false), edges: [] });
  expect(svg).toContain(`width="${((box.width - 2) / 2).toFixed(1)}" height="2.5"`);
  const at = Number(tickPlace(0.75, box).toFixed(1));
  expect(svg).toContain(`d="${tickPath(at, box, false)}"`);
  expect(draw({ nodes: withBar(true), edges: [] })).toContain(`d="${tickPath(at, box, true)}"`);
});

test.each(nodeMarks)("the sign of %s has a colour", (mark) => {
  const svg = draw({ nodes: [node("a", { mark })], edges: [] });
  expect(svg).toMatch(/scale\(0\.9167\)" (fill="#\w{6}"|fill="none" stroke="#\w{6}" stroke-width="1\.5")>/);
});

test("whatever a token says, the drawing stays XML of its text", () => {
  const text = '<&">\0\x07\ud800';
  const svg = draw({ nodes: [node("a", { text })], columns: [{ label: text, name: "" }], edges: [] });
  expect(svg).toContain("&#60;&#38;&#34;&#62;\ufffd</text>");
  // biome-ignore lint/suspicious/noControlCharactersInRegex: none of these may be left
  expect(svg).not.toMatch(/[\0-\x08\ud800]/u);
});

test("a label that people gave is bold, and underlined where it is contested", () => {
  const written = (standing?: GraphNode["standing"]) =>
    /<text[^>]*>b</.exec(draw({ nodes: [node("b", { standing })], edges: [] }))?.[0];
  expect(written()).toContain('font-weight="400"');
  expect(written("proposed")).toContain('font-weight="600"');
  expect(written("proposed")).not.toContain("underline");
  expect(written("contested")).toContain('text-decoration="underline"');
});

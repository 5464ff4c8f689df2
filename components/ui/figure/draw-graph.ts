import { type PlacedArc, placeArcs } from "../graph/arc-paths";
import { columnHeads } from "../graph/column-heads";
import { bundleEdges } from "../graph/edge-paths";
import { linesBetween } from "../graph/graph-layers";
import type { Box, GraphLayout } from "../graph/layout";
import { barLength, missedFlag, tickPath, tickPlace } from "../graph/measured-tick";
import type { GraphArc, GraphColumn, GraphEdge, GraphNode, GraphRow } from "../graph/types";
import { signShapes } from "../sign-shapes";
import { dashOf, type FigureLook, type Palette, paletteOf } from "./figure-look";
import { smallestText } from "./figure-size";
import { cutToFit, line, widthOf } from "./figure-text";
import { type Attributes, tag } from "./xml";

/** A graph as a figure shows it. */
export interface FigureGraph {
  nodes: readonly GraphNode[];
  edges: readonly GraphEdge[];
  rows: readonly GraphRow[];
  columns: readonly GraphColumn[];
  /** What attention features read at tokens, by head. */
  arcs?: readonly GraphArc[];
}

const size = smallestText.units;

/** A graph at scale 1, as the canvas has it. Styles stand at each element, since few programs read style sheets. */
export function drawGraph(graph: FigureGraph, layout: GraphLayout, look: FigureLook): string {
  const p = paletteOf[look];
  const chips = graph.nodes.map((node) => {
    const box = layout.places.get(node.id);
    return box ? chip(node, layout.texts.get(node.id) ?? "", box, p) : "";
  });
  const read = placeArcs(layout, graph.arcs ?? []);
  return [
    ground(layout, graph.rows, p),
    edges(layout, graph.edges, look),
    ...read.map((each) => arc(each, p)),
    ...chips,
    ...read.filter(({ arc: { share } }) => share >= namedShare).map((each) => arcLabel(each, layout, p)),
  ].join("");
}

function ground({ rows: bands, columns, width, height }: GraphLayout, rows: readonly GraphRow[], p: Palette) {
  const odd = bands.filter((_, i) => (rows[i]?.band ?? 0) % 2 === 1);
  const lines = [...linesBetween({ columns }), width].map((x) => `M${x} 0V${height}`);
  return (
    odd.map((band) => tag("rect", { y: band.y, width, height: band.height, fill: p.sunk })).join("") +
    lines.map((d) => tag("path", { d, stroke: p.line, opacity: 0.6 })).join("")
  );
}

function edges(layout: GraphLayout, all: readonly GraphEdge[], look: FigureLook): string {
  const p = paletteOf[look];
  const bundles = bundleEdges(
    layout,
    all.filter(({ quiet }) => !quiet),
  ).map(({ sign, width, opacity, d }) =>
    tag("path", {
      ...{ d, stroke: sign === 1 ? p.positive : p.negative },
      ...{ "stroke-width": width, "stroke-opacity": opacity.toFixed(2) },
      "stroke-dasharray": dashOf(look, sign, width),
    }),
  );
  return tag("g", { fill: "none" }, ...bundles);
}

/** An arc that brings less of what its node reads has no room for its name: the figure is not moved to show it. */
const namedShare = 0.1;

function arc({ arc: { id, sign }, d, width, foot }: PlacedArc, p: Palette): string {
  const colour = sign === 1 ? p.positive : p.negative;
  const style = { fill: "none", stroke: colour, "stroke-width": width.toFixed(1), "stroke-opacity": 0.45 };
  return tag(
    "g",
    { "data-arc": id },
    tag("path", { d, ...style, "stroke-dasharray": sign === 1 ? undefined : "9 5" }),
    tag("circle", { cx: foot.x, cy: foot.y, r: 3, fill: colour }),
  );
}

/** The head, in the middle of its arc. */
function arcLabel({ arc: { label }, middle }: PlacedArc, layout: GraphLayout, p: Palette): string {
  const width = widthOf(label, "mono", size) + 6;
  const x = Math.max(width / 2, Math.min(layout.width - width / 2, middle.x));
  const box = { x: x - width / 2, y: middle.y - 7, width, height: 14, rx: 2 };
  return (
    tag("rect", { ...box, fill: p.raised, stroke: p.line }) +
    line(label, "mono", size, { x, y: middle.y + 4, "text-anchor": "middle", fill: p.ink })
  );
}

function chip(node: GraphNode, text: string, box: Box, p: Palette): string {
  const { mark, sign, bar } = node;
  const isSoft = mark === "error" || mark === "bias";
  const ink = mark === "target" ? p.paper : isSoft ? p["ink-soft"] : p.ink;
  const { width, height } = box;
  const parts = [
    tag("rect", { width, height, rx: 3, ...chipStyle(node, p) }),
    tag("rect", {
      ...{ x: 1, y: height - 3.5, width: barLength(node, box).toFixed(1), height: 2.5 },
      fill: sign === 1 ? p.positive : sign === -1 ? p.negative : p["ink-faint"],
    }),
    signOf(mark, p),
  ];
  if (text !== "") {
    const shown = cutToFit(text, "mono", size, width - 22);
    parts.push(line(shown, "mono", size, { x: 21, y: 13.5, fill: ink, ...nameStyle(node) }));
  }
  if (typeof bar?.measured === "number") parts.push(tick(tickPlace(bar.measured, box), box, bar.opposite, p));
  if (node.missed) parts.push(missedSign(p));
  if (node.unopened) parts.push(moreSign(1, 1, p));
  if (node.pinned)
    parts.push(
      tag("circle", { cx: width, cy: 0, r: 3.5, fill: p.accent, stroke: p.paper, "stroke-width": 1 }),
    );
  if (node.noted)
    parts.push(tag("path", { d: `M${width - 9} ${height}h7v5l-2.5-2.5z`, fill: p["ink-soft"] }));
  return tag("g", { transform: `translate(${box.x} ${box.y})`, "data-node": node.id }, ...parts);
}

/** What people call a feature is told from what a rule made of it, as on the page. */
function nameStyle({ standing }: GraphNode): Attributes {
  if (!standing) return {};
  return { "font-weight": 600, ...(standing === "contested" && { "text-decoration": "underline" }) };
}

/** Where the measured effect ends; a cross where it has the other sign than the predicted one. */
export function tick(x: number, box: Box, opposite: boolean, p: Palette): string {
  const d = tickPath(Number(x.toFixed(1)), box, opposite);
  return (
    tag("path", { d, fill: "none", stroke: p.raised, "stroke-width": 4 }) +
    tag("path", { d, fill: "none", stroke: p.ink, "stroke-width": 2 })
  );
}

/** Of a node that the circuit missed. */
export function missedSign(p: Palette): string {
  return (
    tag("path", { d: missedFlag.box, fill: p.ink, stroke: p.raised, "stroke-width": 1 }) +
    tag("path", { d: missedFlag.mark, fill: "none", stroke: p.paper, "stroke-width": 1.75 })
  );
}

/** On what is not expanded. */
export function moreSign(cx: number, cy: number, p: Palette): string {
  return (
    tag("circle", { cx, cy, r: 4.5, fill: p.raised, stroke: p["line-strong"], "stroke-width": 1 }) +
    tag("path", { d: `M${cx - 2.5} ${cy}h5M${cx} ${cy - 2.5}v5`, stroke: p.ink, "stroke-width": 1.25 })
  );
}

/** The look of a chip. The last rule that fits holds, as in a style sheet. */
function chipStyle({ mark, own, missed }: GraphNode, p: Palette) {
  const isNameless = mark === "error" || mark === "bias" || mark === "opaque" || mark === "pos";
  return {
    ...{ fill: p.raised, stroke: p["line-strong"], "stroke-width": 1 },
    ...(isNameless && { fill: p.paper, "stroke-dasharray": "3 2" }),
    ...(mark === "target" && { fill: p.ink, stroke: p.ink }),
    ...(mark === "group" && { stroke: p.ink }),
    ...(missed && { stroke: p.ink, "stroke-width": 2, "stroke-dasharray": "7 3" }),
    ...(own && { fill: p.sunk, stroke: p.ink, "stroke-width": 2.25 }),
  };
}

/** The sign of a kind of node, 11 units across, its corner at `x`, `y`. On its own ground a target has the ground's ink. */
export function signOf(mark: GraphNode["mark"], p: Palette, { x, y, target } = { x: 5, y: 4, target: "" }) {
  const colours = {
    ...{ attn: p["kind-attn"], resid: p["kind-resid"], mlp: p["kind-mlp"], opaque: p["kind-mlp"] },
    ...{ error: p["ink-soft"], bias: p["ink-soft"], embed: p.ink, pos: p.ink, group: p.ink },
    target: target || p.paper,
  };
  const colour = colours[mark];
  const isFilled = mark === "attn" || mark === "resid" || mark === "mlp";
  const style = isFilled ? { fill: colour } : { fill: "none", stroke: colour, "stroke-width": 1.5 };
  const scale = (11 / 12).toFixed(4);
  const parts = signShapes[mark].map(([name, attributes]) =>
    tag(name, attributes.fill ? { ...attributes, fill: colour } : attributes),
  );
  return tag("g", { transform: `translate(${x} ${y}) scale(${scale})`, ...style }, ...parts);
}

/** The names of the rows, and under the graph its tokens; those with nothing above them are one mark. */
export function drawHeads(graph: FigureGraph, layout: GraphLayout, p: Palette): string {
  const rows = layout.rows.map(({ y, height, empty }, i) => {
    const label = graph.rows[i]?.label ?? "";
    const place = { x: -6, y: y + height / 2 + 4, "text-anchor": "end", fill: p["ink-soft"] };
    return empty ? "" : line(label, "mono", size, place);
  });
  const columns = columnHeads(layout, graph.columns).map(({ x, width, folded, label }) => {
    const middle = { x: x + width / 2, y: layout.height + 19, "text-anchor": "middle" };
    if (folded) return line(label, "mono", size, { ...middle, fill: p["ink-faint"] });
    if (label === "") return "";
    const box = { x: x + 2, y: layout.height + 5, width: width - 4, height: 20, rx: 3 };
    return (
      tag("rect", { ...box, fill: p.raised, stroke: p["line-strong"] }) +
      line(cutToFit(label, "mono", size, width - 8), "mono", size, { ...middle, fill: p.ink })
    );
  });
  return [...rows, ...columns].join("");
}

/** How far the tokens reach below the graph. */
export const tokenStripHeight = 28;

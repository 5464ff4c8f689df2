import { signShapes } from "../sign-shapes";
import { columnHeads } from "./column-heads";
import { bundleEdges } from "./edge-paths";
import { linesBetween } from "./graph-layers";
import { type Box, type GraphLayout, layoutGraph } from "./layout";
import { barLength, missedFlag, tickPath, tickPlace } from "./measured-tick";
import type { Palette } from "./palette";
import { relatedTo } from "./related";
import type { GraphColumn, GraphEdge, GraphNode, GraphRow } from "./types";

/** A graph as it is shown: its data, and what of it is chosen. */
export interface ShownGraph {
  nodes: readonly GraphNode[];
  edges: readonly GraphEdge[];
  rows: readonly GraphRow[];
  columns: readonly GraphColumn[];
  root: string;
  selected: string | null;
  marked: ReadonlySet<string>;
}

/** A drawn graph as a file of its own. Sizes in pixels. */
export interface Picture {
  svg: string;
  width: number;
  height: number;
}

const margin = 24;
const gutter = { left: 64, bottom: 28 };
/** The width of a character of a heading, in pixels. */
const characterWidth = 6.7;
const font = "'JetBrains Mono Variable', 'JetBrains Mono', ui-monospace, monospace";

/**
 * The whole graph at scale 1, whatever part of it the canvas shows. Styles stand at each element, since few programs that
 * show pictures read style sheets; they say what graph.css says.
 */
export function drawPicture(graph: ShownGraph, palette: Palette): Picture {
  const { nodes, rows, columns } = graph;
  const layout = layoutGraph(nodes, { columns: columns.length, rows: rows.length });
  const width = layout.width + gutter.left + 2 * margin;
  const height = layout.height + gutter.bottom + 2 * margin;
  const inside = { transform: `translate(${margin + gutter.left} ${margin})` };
  const svg = tag(
    "svg",
    {
      ...{ xmlns: "http://www.w3.org/2000/svg", width, height, viewBox: `0 0 ${width} ${height}` },
      ...{ "font-family": font, "font-size": 11 },
    },
    tag("rect", { width: "100%", height: "100%", fill: palette("paper") }),
    tag("g", inside, ground(layout, rows, palette), ...shown(graph, layout, palette)),
    tag("g", { ...inside, fill: palette("ink-soft") }, ...headings(layout, graph)),
  );
  return { svg, width, height };
}

function ground({ rows: bands, columns, width, height }: GraphLayout, rows: readonly GraphRow[], p: Palette) {
  const odd = bands.filter((_, i) => (rows[i]?.band ?? 0) % 2 === 1);
  const lines = [...linesBetween({ columns }), width].map((x) => `M${x} 0V${height}`);
  return (
    odd.map((band) => tag("rect", { y: band.y, width, height: band.height, fill: p("sunk") })).join("") +
    lines.map((d) => tag("path", { d, stroke: p("line"), opacity: 0.6 })).join("")
  );
}

/** The edges and nodes. What a chosen node has nothing to do with is faint. */
function shown({ nodes, edges, selected, marked, root }: ShownGraph, layout: GraphLayout, p: Palette) {
  const chosen = selected !== null && layout.places.has(selected) ? selected : null;
  const related = relatedTo(edges, chosen, root);
  const shownNode = (node: GraphNode) => ({ ...node, text: layout.texts.get(node.id) ?? "" });
  const chips = nodes.map((node) => {
    const box = layout.places.get(node.id);
    const opacity = related.nodes && !related.nodes.has(node.id) ? 0.45 : undefined;
    const state = { selected: node.id === selected, marked: marked.has(node.id) };
    return box
      ? tag(
          "g",
          { transform: `translate(${box.x} ${box.y})`, opacity },
          ...chip(shownNode(node), box, state, p),
        )
      : "";
  });
  return [
    edgeGroup(layout, related.loud, related.nodes ? 0.16 : undefined, p),
    edgeGroup(layout, related.edges ?? [], undefined, p),
    ...chips,
  ];
}

function edgeGroup(
  layout: GraphLayout,
  edges: readonly GraphEdge[],
  opacity: number | undefined,
  p: Palette,
) {
  const bundles = bundleEdges(layout, edges).map(({ sign, width, opacity, d }) =>
    tag("path", {
      ...{ d, stroke: sign === 1 ? p("positive") : p("negative") },
      ...{ "stroke-width": width, "stroke-opacity": opacity },
    }),
  );
  return tag("g", { fill: "none", opacity }, ...bundles);
}

interface ChipState {
  selected: boolean;
  marked: boolean;
}

function chip(node: GraphNode, box: Box, state: ChipState, p: Palette): string[] {
  const { mark, sign } = node;
  const isSoft = mark === "error" || mark === "bias";
  const ink = mark === "target" ? p("paper") : isSoft ? p("ink-soft") : p("ink");
  const bar = barLength(node, box);
  const { width, height } = box;
  const parts = [
    tag("rect", { width, height, rx: 3, ...chipStyle(node, state, p) }),
    tag("rect", {
      ...{ x: 1, y: height - 3.5, width: bar.toFixed(1), height: 2.5 },
      fill: sign === 1 ? p("positive") : sign === -1 ? p("negative") : p("ink-faint"),
    }),
    chipSign(node, p),
    tag("text", { x: 21, y: 13.5, fill: ink, "xml:space": "preserve" }, escaped(node.text)),
  ];
  if (node.bar?.measured != null) {
    const d = tickPath(Number(tickPlace(node.bar.measured, box).toFixed(1)), box, node.bar.opposite);
    parts.push(
      tag("path", { d, fill: "none", stroke: p("raised"), "stroke-width": 4 }),
      tag("path", { d, fill: "none", stroke: p("ink"), "stroke-width": 2 }),
    );
  }
  if (node.missed)
    parts.push(
      tag("path", { d: missedFlag.box, fill: p("ink"), stroke: p("raised"), "stroke-width": 1 }),
      tag("path", { d: missedFlag.mark, fill: "none", stroke: p("paper"), "stroke-width": 1.75 }),
    );
  if (node.unopened)
    parts.push(
      tag("circle", { cx: 1, cy: 1, r: 4.5, fill: p("raised"), stroke: p("line-strong"), "stroke-width": 1 }),
      tag("path", { d: "M-1.5 1h5M1 -1.5v5", stroke: p("ink"), "stroke-width": 1.25 }),
    );
  if (node.pinned)
    parts.push(
      tag("circle", { cx: width, cy: 0, r: 3.5, fill: p("accent"), stroke: p("paper"), "stroke-width": 1 }),
    );
  if (node.noted)
    parts.push(tag("path", { d: `M${width - 9} ${height}h7v5l-2.5-2.5z`, fill: p("ink-soft") }));
  return parts;
}

/** The look of a chip. The last rule that fits holds, as in a style sheet. */
function chipStyle({ mark, own, missed }: GraphNode, { selected, marked }: ChipState, p: Palette) {
  const isNameless = mark === "error" || mark === "bias" || mark === "opaque" || mark === "pos";
  return {
    ...{ fill: p("raised"), stroke: p("line-strong"), "stroke-width": 1 },
    ...(isNameless && { fill: p("paper"), "stroke-dasharray": "3 2" }),
    ...(mark === "target" && { fill: p("ink"), stroke: p("ink") }),
    ...(mark === "group" && { stroke: p("ink") }),
    ...(missed && { stroke: p("ink"), "stroke-width": 2, "stroke-dasharray": "7 3" }),
    ...(own && { fill: p("sunk"), stroke: p("ink"), "stroke-width": 2.25 }),
    ...(marked && { fill: p("accent-soft"), stroke: p("accent"), "stroke-width": 1.5 }),
    ...(selected && { stroke: mark === "target" ? p("accent") : p("ink"), "stroke-width": 2.5 }),
  };
}

function chipSign({ mark }: GraphNode, p: Palette): string {
  const colours = {
    ...{ attn: p("kind-attn"), resid: p("kind-resid"), mlp: p("kind-mlp"), opaque: p("kind-mlp") },
    ...{
      error: p("ink-soft"),
      bias: p("ink-soft"),
      embed: p("ink"),
      pos: p("ink"),
      group: p("ink"),
      target: p("paper"),
    },
  };
  const colour = colours[mark];
  const isFilled = mark === "attn" || mark === "resid" || mark === "mlp";
  const style = isFilled ? { fill: colour } : { fill: "none", stroke: colour, "stroke-width": 1.5 };
  const place = { x: 5, y: 4, width: 11, height: 11, viewBox: "0 0 12 12" };
  const parts = signShapes[mark].map(([name, attributes]) =>
    tag(name, attributes.fill ? { ...attributes, fill: colour } : attributes),
  );
  return tag("svg", { ...place, ...style }, ...parts);
}

/** The names of rows and columns. A column that is too narrow goes without; those with nothing in them are one. */
function headings(layout: GraphLayout, { rows, columns }: ShownGraph): string[] {
  const ofRows = layout.rows.map(({ y, height, empty }, i) =>
    empty
      ? ""
      : tag("text", { x: -8, y: y + height / 2 + 4, "text-anchor": "end" }, escaped(rows[i]?.label ?? "")),
  );
  const ofColumns = columnHeads(layout, columns).map(({ x, width, folded, ...head }) => {
    const room = Math.floor(width / characterWidth);
    const text = [...head.label];
    if (room < 3 && !folded) return "";
    const label = text.slice(0, text.length > room ? room - 1 : room).join("");
    const place = { x: x + width / 2, y: layout.height + 20, "text-anchor": "middle" };
    return tag("text", place, escaped(label));
  });
  return [...ofRows, ...ofColumns];
}

function tag(
  name: string,
  attributes: Record<string, string | number | undefined>,
  ...inside: string[]
): string {
  const said = Object.entries(attributes).map(([key, value]) =>
    value === undefined ? "" : ` ${key}="${escaped(String(value))}"`,
  );
  return `<${name}${said.join("")}>${inside.join("")}</${name}>`;
}

/** A text as it may stand in XML. Control characters are left out, since XML cannot say them. */
function escaped(text: string): string {
  return (
    text
      .toWellFormed()
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is left out
      .replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, "")
      .replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`)
  );
}

import { drawGraph, drawHeads, type FigureGraph, tokenStripHeight } from "./draw-graph";
import { fitGraph, standFor } from "./figure-layout";
import { drawLegend } from "./figure-legend";
import { type FigureLook, paletteOf } from "./figure-look";
import { type FigureWidth, gutter, millimetresOf, roomOf, smallestText } from "./figure-size";
import { type Face, line, wrapped } from "./figure-text";
import { escaped, tag } from "./xml";

export interface Figure {
  /** What its owner calls it; null to leave it out. */
  title: string | null;
  /** What is explained, in words. */
  question: string;
  /** The text that was run, what nobody sees marked. */
  prompt: string;
  /** What else must stand with the picture: of which model, by which figures, how far it was checked. A paragraph each. */
  facts: readonly string[];
  /** Where it is from: `shown` is printed, `whole` is what one gets to. */
  link: { shown: string; whole: string };
  graph: FigureGraph;
  root: string;
  /** What a bar over a chip's whole width stands for, where bars are effects. */
  fullBar?: string;
}

export interface DrawnFigure {
  /** Without its fonts: they come in place of `fontPlace`. */
  svg: string;
  /** In units of the drawing. */
  width: number;
  height: number;
  /** How many nodes are in it, and how many of those given had no room. */
  nodes: number;
  left: number;
}

/** Where the style sheet of the fonts goes. */
export const fontPlace = "<style></style>";

const minWidth = 406;
const size = smallestText.units;
const titleSize = 15;

/** A circuit as a file of its own that says what it shows: for a paper, a talk or another page. */
export function drawFigure(
  figure: Figure,
  { look, width: named }: { look: FigureLook; width: FigureWidth },
): DrawnFigure {
  const p = paletteOf[look];
  const room = roomOf[named];
  const { graph, layout, left } = fitGraph(figure.graph, figure.root, room.graph);
  const width = room.width ?? Math.max(minWidth, Math.ceil(layout.width + gutter.left + 2 * gutter.edge));
  const inner = width - 2 * gutter.edge;
  const parts: string[] = [];
  let y = gutter.edge;
  function paragraph(text: string, face: Face, fontSize: number, fill: string, most: number) {
    for (const each of wrapped(text, face, fontSize, inner, most)) {
      y += fontSize * 1.3;
      parts.push(line(each, face, fontSize, { x: gutter.edge, y: (y - fontSize * 0.3).toFixed(1), fill }));
    }
    y += 2;
  }
  if (figure.title !== null) paragraph(figure.title, "bold", titleSize, p.ink, 3);
  paragraph(figure.question, "sans", 13, p.ink, 3);
  y += 10;
  // A graph that is narrower than its figure stands in the middle.
  const beside = Math.max(0, (inner - gutter.left - layout.width) / 2);
  const at = { transform: `translate(${(gutter.edge + gutter.left + beside).toFixed(1)} ${y.toFixed(1)})` };
  parts.push(tag("g", at, drawGraph(graph, layout, look), drawHeads(graph, layout, p)));
  y += layout.height + tokenStripHeight + 8;
  const legend = drawLegend(graph, look, inner, figure.fullBar);
  parts.push(tag("g", { transform: `translate(${gutter.edge} ${y.toFixed(1)})` }, legend.drawn));
  y += legend.height + 2;
  paragraph(`Text: ${figure.prompt}`, "sans", size, p.ink, 5);
  const shown = `${standFor(graph.nodes)} nodes drawn${left > 0 ? `; ${left} more that were asked for have no room here` : ""}.`;
  for (const fact of [...figure.facts, shown]) paragraph(fact, "sans", size, p["ink-soft"], 4);
  const address = wrapped(figure.link.shown, "mono", size, inner, 3).map((each) => {
    y += size * 1.3;
    return line(each, "mono", size, { x: gutter.edge, y: (y - 3).toFixed(1), fill: p.accent });
  });
  parts.push(tag("a", { href: figure.link.whole }, ...address));
  const height = Math.ceil(y + gutter.edge);
  const svg = tag(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      ...{ width: `${millimetresOf(width).toFixed(2)}mm`, height: `${millimetresOf(height).toFixed(2)}mm` },
      ...{ viewBox: `0 0 ${width} ${height}`, role: "img" },
    },
    tag("title", {}, escaped(figure.title ?? figure.question)),
    tag("desc", {}, escaped([figure.question, ...figure.facts, figure.link.whole].join("\n"))),
    fontPlace,
    tag("rect", { width, height, fill: p.paper }),
    ...parts,
  );
  return { svg, width, height, nodes: standFor(graph.nodes), left };
}

import { drawGraph, drawHeads, type FigureGraph } from "./draw-graph";
import { fitGraph } from "./figure-layout";
import { paletteOf } from "./figure-look";
import { cutToFit, type Face, line, widthOf, wrapped } from "./figure-text";
import { tag } from "./xml";

/** What other places show of a link to the site: its size is what they ask for (Open Graph). In pixels. */
export const previewSize = { width: 1200, height: 630 };

/** What the graph of a preview has room for at its own size; it is shown a quarter larger. */
export const previewRoom = { width: 860, height: 292 };
const graphScale = 1.24;

/** A piece of a text: what is written, and how strongly it is coloured, 0 to 1. */
export interface HeatToken {
  text: string;
  heat: number;
}

export interface Preview {
  title: string;
  lines: readonly string[];
  /** A graph, or lines of tokens, or neither. */
  picture:
    | { kind: "graph"; graph: FigureGraph; root: string }
    | { kind: "tokens"; lines: readonly (readonly HeatToken[])[] }
    | null;
}

const margin = 56;
const inner = previewSize.width - 2 * margin;
const p = paletteOf.light;

/** The picture of a link, as SVG. Text is at least 18 pixels, since it is looked at small. */
export function drawPreview({ title, lines, picture }: Preview): string {
  const { width, height } = previewSize;
  const parts: string[] = [];
  let y = 44;
  function paragraph(text: string, face: Face, size: number, fill: string, most: number) {
    for (const each of wrapped(text, face, size, inner, most)) {
      y += size * 1.2;
      parts.push(line(each, face, size, { x: margin, y: y.toFixed(1), fill }));
    }
    y += 6;
  }
  paragraph(title, "bold", 50, p.ink, 2);
  for (const each of lines.slice(0, 2)) paragraph(each, "sans", 28, p["ink-soft"], 1);
  y += 14;
  const foot = height - 40;
  const room = foot - 40 - y;
  if (picture?.kind === "graph") parts.push(graphIn(picture.graph, picture.root, y, room));
  if (picture?.kind === "tokens") parts.push(tokensIn(picture.lines, y, room));
  parts.push(
    line("Circuit Commons", "bold", 26, { x: margin, y: foot, fill: p.accent }),
    line("features and circuits of language models, to be checked by anyone", "sans", 24, {
      ...{ x: margin + 210, y: foot, fill: p["ink-soft"] },
    }),
  );
  return tag(
    "svg",
    { xmlns: "http://www.w3.org/2000/svg", width, height, viewBox: `0 0 ${width} ${height}` },
    tag("rect", { width, height, fill: p.paper }),
    tag("rect", { width: 12, height, fill: p.accent }),
    ...parts,
  );
}

function graphIn(all: FigureGraph, root: string, y: number, room: number): string {
  const { graph, layout } = fitGraph(all, root, previewRoom);
  const gutter = 52;
  const scale = Math.min(graphScale, inner / (layout.width + gutter), room / (layout.height + 26));
  const at = `translate(${(margin + gutter * scale).toFixed(1)} ${y.toFixed(1)}) scale(${scale.toFixed(3)})`;
  return tag("g", { transform: at }, drawGraph(graph, layout, "light"), drawHeads(graph, layout, p));
}

const tokenSize = 32;
const lineHeight = 54;

/** Lines of tokens as the site has them, heat behind the text; a line that is too long ends where the picture does. */
function tokensIn(lines: readonly (readonly HeatToken[])[], top: number, room: number): string {
  const parts: string[] = [];
  for (const [n, tokens] of lines.slice(0, Math.floor(room / lineHeight)).entries()) {
    const y = top + n * lineHeight;
    let x = margin;
    for (const { text, heat } of tokens) {
      const shown = cutToFit(text, "mono", tokenSize, margin + inner - x);
      if (shown === "" || (shown !== text && x > margin)) break;
      const width = widthOf(shown, "mono", tokenSize);
      if (heat > 0)
        parts.push(
          tag("rect", {
            ...{ x: x.toFixed(1), y, width: width.toFixed(1), height: 44, rx: 4, fill: p.heat },
            "fill-opacity": Math.min(1, heat).toFixed(2),
          }),
        );
      parts.push(line(shown, "mono", tokenSize, { x: x.toFixed(1), y: y + 33, fill: p.ink }));
      x += width;
    }
  }
  return parts.join("");
}

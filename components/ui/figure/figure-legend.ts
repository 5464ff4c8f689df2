import { kindWords } from "@/lib/circuit-format/kind-words";
import { dictionaryKinds } from "@/lib/circuit-format/kinds";
import type { NodeMark } from "../graph/types";
import { type FigureGraph, missedSign, moreSign, signOf, tick } from "./draw-graph";
import { dashOf, type FigureLook, paletteOf } from "./figure-look";
import { smallestText } from "./figure-size";
import { cutToFit, line, widthOf } from "./figure-text";
import { tag } from "./xml";

interface Item {
  /** Drawn in a square of 12 units, its corner at 0, 0. */
  sign: string;
  signWidth: number;
  words: string;
}

const names: readonly (readonly [NodeMark, string])[] = [
  ...dictionaryKinds.map((kind) => [kind, `${kindWords[kind].name} feature`] as const),
  ["embed", "token"],
  ["pos", "position"],
  ["error", "error: what a dictionary misses"],
  ["bias", "biases"],
  ["opaque", "MLP output"],
  ["target", "target"],
  ["group", "group of nodes"],
];

const size = smallestText.units;
const [lineHeight, apart] = [16, 12];

/** What the signs, hues and widths of a figure stand for, those that are in it, and how high it is. */
export function drawLegend(
  graph: FigureGraph,
  look: FigureLook,
  room: number,
  fullBar?: string,
): { drawn: string; height: number } {
  const p = paletteOf[look];
  let [x, y] = [0, 0];
  const drawn = items(graph, look, fullBar).map(({ sign, signWidth, words }) => {
    const text = cutToFit(words, "sans", size, room - signWidth - 5);
    const width = signWidth + 5 + widthOf(text, "sans", size);
    if (x > 0 && x + width > room) [x, y] = [0, y + lineHeight];
    const item = tag(
      "g",
      { transform: `translate(${x.toFixed(1)} ${y})` },
      sign + line(text, "sans", size, { x: signWidth + 5, y: 10, fill: p["ink-soft"] }),
    );
    x += width + apart;
    return item;
  });
  return { drawn: drawn.join(""), height: y + lineHeight };
}

function items({ nodes, edges, arcs = [] }: FigureGraph, look: FigureLook, fullBar?: string): Item[] {
  const p = paletteOf[look];
  const present = new Set(nodes.map(({ mark }) => mark));
  const has = (test: (node: FigureGraph["nodes"][number]) => unknown) => nodes.some(test);
  const measured = has(({ bar }) => typeof bar?.measured === "number");
  const edge = (sign: -1 | 1) =>
    tag("path", {
      ...{ d: "M0 6h20", fill: "none", stroke: sign === 1 ? p.positive : p.negative, "stroke-width": 2.5 },
      "stroke-dasharray": dashOf(look, sign, 2.5),
    });
  const bar = tag("rect", { y: 5, width: 16, height: 2.5, fill: p.positive });
  const chip = { x: 0, y: 0, width: 16, height: 10 };
  const [flag, aside] = [missedSign(p), { transform: "translate(-7 8)" }];
  const all: (Item | false)[] = [
    ...names
      .filter(([mark]) => present.has(mark))
      .map(([mark, words]) => ({
        sign: signOf(mark, p, { x: 0, y: 0.5, target: p.ink }),
        ...{ signWidth: 12, words },
      })),
    has(({ unopened }) => unopened) && {
      sign: moreSign(6, 6, p),
      ...{ signWidth: 12, words: "not expanded" },
    },
    edges.length > 0 && { sign: edge(1), signWidth: 20, words: "adds" },
    edges.length > 0 && {
      sign: edge(-1),
      ...{ signWidth: 20, words: "takes away; wider: a larger share of what a node gets" },
    },
    arcs.length > 0 && {
      sign: tag(
        "g",
        {},
        tag("path", { d: "M3 10C3 4 17 8 17 1", fill: "none", stroke: p.positive, "stroke-width": 2 }),
        tag("circle", { cx: 3, cy: 9, r: 2.5, fill: p.positive }),
      ),
      ...{ signWidth: 20, words: "read at a token by the head that is named; dashed: takes away" },
    },
    {
      sign: bar,
      signWidth: 16,
      words: fullBar
        ? `bar: predicted effect on the target, square root; the whole width is ${fullBar}`
        : "bar: influence on the target, square root",
    },
    measured && {
      sign: bar + tick(11, chip, false, p),
      ...{ signWidth: 16, words: "tick: effect measured by ablation" },
    },
    has(({ bar }) => bar?.opposite) && {
      sign: bar + tick(11, chip, true, p),
      ...{ signWidth: 16, words: "cross: measured with the other sign" },
    },
    has(({ missed }) => missed) && {
      sign: tag("g", aside, flag),
      ...{ signWidth: 12, words: "missed: its effect is measured, its influence below the threshold" },
    },
    has(({ holds, mark }) => holds && mark === "error") && {
      sign: signOf("error", p, { x: 0, y: 0.5, target: p.ink }),
      ...{ signWidth: 12, words: "at a row's end: its errors as one share of the influence" },
    },
    has(({ standing }) => standing) && {
      sign: line("ab", "mono", size, { x: 0, y: 10, fill: p.ink, "font-weight": 600 }),
      ...{ signWidth: 14, words: "in bold: a label that people gave; underlined: contested" },
    },
    has(({ own }) => own) && {
      sign: tag("rect", { x: 1, y: 1, width: 10, height: 10, rx: 2, fill: p.sunk, stroke: p.ink }),
      ...{ signWidth: 12, words: "of this side alone" },
    },
  ];
  return all.filter((item) => item !== false);
}

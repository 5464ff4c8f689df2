import { type DrawnFigure, drawFigure, fontPlace } from "@/components/ui/figure/draw-figure";
import type { FigureLook } from "@/components/ui/figure/figure-look";
import { type FigureWidth, roomOf } from "@/components/ui/figure/figure-size";
import { formatCount, formatNumber, formatProbability } from "@/components/ui/format-number";
import type { GraphArc } from "@/components/ui/graph/types";
import type { CausalCheckResult } from "@/lib/causal-checks/causal-check";
import { effectScale } from "@/lib/causal-checks/effect-scale";
import { largestMeasured } from "@/lib/causal-checks/largest-measured";
import { furtherWords, numberWord, shownWords, verdictOf } from "@/lib/causal-checks/verdict";
import { circuitSchema } from "@/lib/circuit-format/circuit";
import { type Expansion, expansionSchema } from "@/lib/circuit-format/expansion";
import { targetUnit } from "@/lib/circuit-format/target-unit";
import { applyExpansions } from "@/lib/circuit-graph/apply-expansions";
import { type GraphIndex, indexGraph } from "@/lib/circuit-graph/graph-index";
import type { NodeWords } from "@/lib/circuit-graph/node-words";
import { standingIn, type VisibleGraph, visibleGraph } from "@/lib/circuit-graph/visible-graph";
import { unpackDocument } from "@/lib/documents/packed-document";
import { fontStyle } from "@/lib/figures/embed-fonts";
import type { TokenView } from "@/lib/runs/view";
import { isSpecialToken, tokenParts } from "@/lib/tokens/token-words";
import type { CircuitViewState } from "@/lib/views/view-state";
import { drawnArcs } from "../(site)/circuits/_components/attention/drawn-arcs";
import { drawnColumns, drawnNodes, drawnRows } from "../(site)/circuits/_components/workbench/drawn-graph";
import { nodesThatFit } from "../(site)/circuits/_components/workbench/nodes-that-fit";

/** All that a figure of a circuit is made from. It goes from thread to thread. */
export interface CircuitFigure {
  /** The circuit, and what was expanded of it by hand, as they are stored. */
  packed: Uint8Array;
  expansions: readonly Uint8Array[];
  view: CircuitViewState;
  words: NodeWords;
  layers: number;
  title: string | null;
  question: string;
  /** The model and the dictionaries, in a sentence. */
  readBy: string;
  /** Whether it was computed again and came out the same; null where nobody asked, or it is somebody else's computation. */
  verified: boolean | null;
  /** What was measured in the real model, if anything was. */
  check: { frozen: boolean; result: CausalCheckResult } | null;
  link: { shown: string; whole: string };
  look: FigureLook;
  width: FigureWidth;
}

/** A circuit as a figure, an SVG file that brings its fonts along. It runs on a thread. */
export async function drawCircuitFigure(figure: CircuitFigure): Promise<string> {
  const { svg } = drawCircuit(figure);
  return svg.replace(fontPlace, await fontStyle(svg));
}

/** The same without its fonts. */
export function drawCircuit({ packed, expansions, ...figure }: CircuitFigure): DrawnFigure {
  const { view, words, layers, title, question, link, look, width } = figure;
  const circuit = circuitSchema.parse(unpackDocument(packed));
  const opened = expansions.map((each) => expansionSchema.parse(unpackDocument(each)));
  const index = indexGraph(applyExpansions(circuit, opened));
  const points = figure.check?.result.points ?? [];
  const largest = largestMeasured(points).map(({ id }) => id);
  // What was missed is drawn besides these, as on the page: counted among them, a check would have more of them missed.
  const most = nodesThatFit(index, words, layers, roomOf[width].graph);
  const visible = visibleGraph(index, view, { most, largest });
  const scale = figure.check && effectScale(points);
  const unit = targetUnit(index.root);
  const { completeness, replacement } = circuit.scores;
  const facts = [
    figure.readBy,
    `${thresholds(circuit.spec, view, visible)} ${left(visible, index)}`,
    `Completeness ${formatProbability(completeness)} (the share that does not come from errors), replacement ${formatProbability(replacement)} (the influence that ends in tokens).`,
    ...checkedWords(figure, visible, unit),
  ];
  return drawFigure(
    {
      ...{ title, question, prompt: promptOf(words.tokens), facts, link, root: index.root },
      ...(scale && { fullBar: `${formatNumber(scale.top)} ${unit}` }),
      graph: {
        nodes: drawnNodes({ index, visible, view, words, layers, scale }),
        edges: visible.edges,
        rows: drawnRows(index, layers),
        columns: drawnColumns(words, visible.folds),
        arcs: arcsOf(opened, visible, index, words),
      },
    },
    { look, width },
  );
}

/** Of the attention features that were expanded by hand, as far as they are drawn, what each head reads. */
function arcsOf(
  opened: readonly Expansion[],
  { nodes }: VisibleGraph,
  index: GraphIndex,
  { tokens }: NodeWords,
): GraphArc[] {
  const tables = new Map(opened.flatMap(({ target, heads }) => (heads ? [[target, heads.table]] : [])));
  return drawnArcs(
    nodes.flatMap((id) => index.nodes.get(id) ?? []),
    tables,
    tokens,
  );
}

function thresholds(
  { mode, threshold, edgeThreshold }: { mode: string; threshold: number; edgeThreshold: number },
  view: CircuitViewState,
  visible: VisibleGraph,
): string {
  const drawn = view.pinnedOnly
    ? "only what is pinned is drawn"
    : `drawn from ${formatNumber(visible.threshold)}`;
  return `Traced in ${mode} mode, expanded from an influence of ${formatNumber(threshold)}${edgeThreshold > 0 ? `, edges from a share of ${formatNumber(edgeThreshold)}` : ""}; ${drawn}.`;
}

/** What was recomputed and what was ablated, never one for the other. */
function checkedWords(
  { verified, check }: Pick<CircuitFigure, "verified" | "check">,
  visible: VisibleGraph,
  unit: string,
): string[] {
  const words: string[] = [];
  if (verified === true) words.push("Verified: computed again, and equal.");
  if (verified === false) words.push("Computed again, it came out different from what is stored.");
  if (check) {
    const { points, pearson } = check.result;
    const verdict = verdictOf(points, (id) => standingIn(visible, id));
    const missed = verdict.missed.length > 0 ? [`misses ${numberWord(verdict.missed.length)}`] : [];
    const held = check.frozen ? "patterns and LayerNorms held" : "nothing held";
    words.push(
      `Causally checked (${formatCount(points.length)} features ablated, ${held}; effects in ${unit}): ${[lowerFirst(shownWords(verdict)), ...missed, ...furtherWords(verdict)].join(", ")}${pearson === null ? "" : `; predicted and measured effects correlate at ${formatNumber(pearson)}`}.`,
    );
  }
  return words.length > 0 ? [words.join(" ")] : [];
}

const lowerFirst = (text: string) => text.slice(0, 1).toLowerCase() + text.slice(1);

/** How much of the circuit the figure leaves out: nobody may take it for the whole. */
function left({ below, hidden }: VisibleGraph, { nodes }: GraphIndex): string {
  const parts = [
    ...(below > 0 ? [`${formatCount(below)} below that`] : []),
    ...(hidden > 0 ? [`${formatCount(hidden)} hidden`] : []),
  ];
  return parts.length > 0 ? `Of ${formatCount(nodes.size)} nodes ${parts.join(" and ")}.` : "";
}

/** The text with what nobody sees marked, but for spaces, and without the model's own tokens. */
export function promptOf(tokens: readonly TokenView[]): string {
  return tokens
    .filter(({ text }) => !isSpecialToken(text))
    .flatMap((token) => tokenParts(token))
    .map(({ text, mark }) => (text === " " ? text : (mark ?? text)))
    .join("");
}

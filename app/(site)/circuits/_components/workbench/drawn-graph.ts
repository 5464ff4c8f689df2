import { formatNumber } from "@/components/ui/format-number";
import { markOfKind } from "@/components/ui/graph/node-mark";
import type { GraphColumn, GraphNode, GraphRow } from "@/components/ui/graph/types";
import { type EffectScale, onScale } from "@/lib/causal-checks/effect-scale";
import { isOpposite } from "@/lib/causal-checks/largest-measured";
import type { CircuitNode } from "@/lib/circuit-format/circuit";
import { dictionaryWords } from "@/lib/circuit-format/kind-words";
import { isFeatureKind, isLayerKind, placeInLayer } from "@/lib/circuit-format/kinds";
import { targetUnit } from "@/lib/circuit-format/target-unit";
import { errorRow, type VisibleFold } from "@/lib/circuit-graph/fold-errors";
import type { GraphIndex } from "@/lib/circuit-graph/graph-index";
import { chipText, type NodeWords, nodeName, standingOfNode } from "@/lib/circuit-graph/node-words";
import { rowCount, rowLabel, rowOf } from "@/lib/circuit-graph/row-order";
import type { VisibleGraph, VisibleGroup } from "@/lib/circuit-graph/visible-graph";
import type { DictionaryFigure } from "@/lib/models/dictionary-figure";
import { tokenLabel, tokenName } from "@/lib/tokens/token-words";
import type { CircuitViewState } from "@/lib/views/view-state";
import { figureWords } from "./figure-words";

const signOf = (value: number): -1 | 0 | 1 => (value > 0 ? 1 : value < 0 ? -1 : 0);

interface Drawing {
  index: GraphIndex;
  visible: VisibleGraph;
  view: CircuitViewState;
  words: NodeWords;
  layers: number;
  /** Of the causal check that is shown, if one is. */
  scale?: EffectScale | null;
  /** Of the dictionaries, what is said of an error beside its numbers. */
  figures?: readonly DictionaryFigure[];
}

/**
 * The visible graph as the canvas takes it: a column a token, and at the end of the rows one for what is of no token, biases
 * and each row's folded errors.
 */
export function drawnNodes(drawing: Drawing): GraphNode[] {
  const { index, visible, view, words, layers, scale = null, figures = [] } = drawing;
  const noted = new Set(view.notes.map(([id]) => id));
  const pinned = new Set(view.pinned);
  const unit = targetUnit(index.root);
  const place = (node: CircuitNode) => ({
    row: rowOf(node, layers),
    column: node.position ?? endColumn(words),
  });
  const marks = (id: string) => ({ pinned: pinned.has(id), noted: noted.has(id) });
  const several = (id: string, { influence, effect }: { influence: number; effect: number }) => ({
    ...{ id, ...marks(id), weight: Math.min(1, influence), sign: signOf(effect), unopened: false },
    ...(scale && { bar: { predicted: onScale(scale, effect), measured: null, opposite: false } }),
  });
  const nodes = visible.nodes.flatMap((id): GraphNode[] => {
    const node = index.nodes.get(id);
    if (!node) return [];
    const missed = visible.missed.has(id);
    return [
      {
        id,
        mark: id === index.root ? "target" : markOfKind[node.kind],
        text: chipText(node, words),
        standing: standingOfNode(node, words),
        name: `${missed ? "missed: " : ""}${nodeName(node, words)}, influence ${formatNumber(node.influence)}, ${effectWords(node, scale, unit)}${errorWords(node, figures)}`,
        ...place(node),
        weight: node.influence,
        sign: signOf(node.effect),
        ...marks(id),
        unopened: isFeatureKind(node.kind) && !node.expanded,
        ...(scale && { bar: barOf(node, scale) }),
        ...(missed && { missed }),
      },
    ];
  });
  const groups = visible.groups.flatMap((group): GraphNode[] => {
    const seat = index.nodes.get(group.seat);
    if (!seat) return [];
    return [
      {
        ...several(group.id, group),
        mark: "group",
        text: group.name,
        name: groupWords(group),
        holds: group.members,
        ...place(seat),
      },
    ];
  });
  const folds = visible.folds.flatMap((fold): GraphNode[] => {
    const seat = index.nodes.get(fold.seat);
    if (!seat) return [];
    return [
      {
        ...several(fold.id, fold),
        mark: "error",
        text: wholePercent(fold.influence),
        name: `${foldWords(fold)}, effect ${formatNumber(fold.effect)} ${unit}${figureWords(figures, fold)}`,
        holds: fold.members,
        row: rowOf(seat, layers),
        column: endColumn(words),
      },
    ];
  });
  return [...groups, ...nodes, ...folds];
}

/** As short as a chip wants it; the name has the digits. */
function wholePercent(share: number): string {
  return share < 0.01 ? "< 1%" : `${Math.round(100 * share)}%`;
}

function barOf({ id, effect }: CircuitNode, scale: EffectScale): NonNullable<GraphNode["bar"]> {
  const point = scale.measured.get(id);
  return {
    predicted: onScale(scale, effect),
    measured: point ? onScale(scale, point.measured) : null,
    opposite: point !== undefined && isOpposite(point),
  };
}

function errorWords(node: CircuitNode, figures: readonly DictionaryFigure[]): string {
  const { kind, layer } = node;
  if (errorRow(node) === null || !isLayerKind(kind) || layer === null) return "";
  return figureWords(figures, { kind: placeInLayer(kind), layer });
}

/** A node's effect in words; after a check the measured one beside it. */
export function effectWords({ id, effect }: CircuitNode, scale: EffectScale | null, unit: string): string {
  const point = scale?.measured.get(id);
  if (!point) return `effect ${formatNumber(effect)} ${unit}${scale ? ", not measured" : ""}`;
  const { predicted, measured } = point;
  const against = isOpposite(point) ? ", against its prediction" : "";
  return `predicted effect ${formatNumber(predicted)}, measured ${formatNumber(measured)} ${unit}${against}`;
}

export function groupWords({ name, members, influence }: VisibleGroup): string {
  return `group ${name}, ${members.length} nodes, influence ${formatNumber(influence)}`;
}

/** Folded errors as a sentence can name them. */
export function foldWords({ kind, layer, members, influence }: VisibleFold): string {
  const count = members.length === 1 ? "error" : `${members.length} errors`;
  return `${count} of the ${dictionaryWords[kind]}, layer ${layer}, influence ${formatNumber(influence)}`;
}

/** Nothing stands above the target, so no row does. */
export function drawnRows({ nodes, root: id }: GraphIndex, layers: number): GraphRow[] {
  const root = nodes.get(id);
  const length = root ? rowOf(root, layers) + 1 : rowCount(layers);
  return Array.from({ length }, (_, row) => rowLabel(row, layers));
}

/** Behind the last token: where each row's folded errors stand, and biases, which are of no token. */
export function endColumn({ tokens }: Pick<NodeWords, "tokens">): number {
  return tokens.length;
}

/** A column a token, and one behind them for what is of none or of all. */
export function drawnColumns({ tokens }: NodeWords, folds: readonly VisibleFold[] = []): GraphColumn[] {
  return [
    ...tokens.map((token) => ({
      label: tokenLabel(token),
      name: `token ${token.position}, ${tokenName(token)}`,
      token,
    })),
    folds.length > 0
      ? { label: "errors", name: "no token: biases, and the errors of each row, of all tokens, as one share" }
      : { label: "", name: "no token" },
  ];
}

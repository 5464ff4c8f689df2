import type { CircuitNode } from "@/lib/circuit-format/circuit";
import { type DictionaryKind, placeInLayer } from "@/lib/circuit-format/kinds";
import { type CircuitViewState, foldId } from "@/lib/views/view-state";
import type { GraphIndex } from "./graph-index";
import { flowThrough, seatOf } from "./group-flow";

/** The errors of one row, drawn as one share at the row's end. */
export interface VisibleFold {
  id: string;
  /** The row as a view names it: `attn.3`. */
  row: string;
  kind: DictionaryKind;
  layer: number;
  members: readonly string[];
  /** Of all members, each counted once. */
  influence: number;
  effect: number;
  /** The member of most influence. */
  seat: string;
}

/** So many of the largest errors of a row that was opened are shown, however little they matter to the root. */
const errorsOfOpened = 6;

/** The row of an error node, `attn.3`; null of any other node. */
export function errorRow({ kind, layer }: Pick<CircuitNode, "kind" | "layer">): string | null {
  if (!isError(kind) || layer === null) return null;
  return `${placeInLayer(kind)}.${layer}`;
}

function isError(kind: CircuitNode["kind"]): kind is "attn-error" | "resid-error" | "mlp-error" {
  return kind === "attn-error" || kind === "resid-error" || kind === "mlp-error";
}

/** The circuit's errors by row, in the order of the circuit; those that `isApart` stand by themselves. */
function errorRows(index: GraphIndex, isApart: (id: string) => boolean): Map<string, CircuitNode[]> {
  const rows = new Map<string, CircuitNode[]>();
  for (const node of index.nodes.values()) {
    const row = errorRow(node);
    if (row === null || isApart(node.id)) continue;
    const errors = rows.get(row) ?? [];
    if (errors.length === 0) rows.set(row, errors);
    errors.push(node);
  }
  return rows;
}

/** All errors of a row as one, for each row that is not opened. Errors that one has pinned, hidden or grouped are not in it. */
export function foldErrors(
  index: GraphIndex,
  view: Pick<CircuitViewState, "unfolded">,
  isApart: (id: string) => boolean,
): { folds: VisibleFold[]; opened: ReadonlySet<string> } {
  const unfolded = new Set(view.unfolded);
  const opened = new Set<string>();
  const folds: VisibleFold[] = [];
  for (const [row, errors] of errorRows(index, isApart)) {
    const [first] = errors;
    if (!first || !isError(first.kind) || first.layer === null) continue;
    if (unfolded.has(row)) {
      const largest = errors.toSorted((a, b) => b.influence - a.influence).slice(0, errorsOfOpened);
      for (const { id } of largest) opened.add(id);
      continue;
    }
    const members = errors.map(({ id }) => id);
    const { kind, layer } = first;
    folds.push({
      ...{ id: foldId(row), row, kind: placeInLayer(kind), layer, members },
      ...flowThrough(index, new Set(members)),
      seat: seatOf(index, members),
    });
  }
  return { folds, opened };
}

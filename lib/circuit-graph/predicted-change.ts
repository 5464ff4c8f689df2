import type { Edit } from "@/lib/circuit-format/edit";
import type { DictionaryKind, Mode } from "@/lib/circuit-format/kinds";
import { formatNodeId, isFeature, parseNodeId } from "@/lib/circuit-format/node-id";
import type { GraphIndex } from "./graph-index";

/** By how much a circuit says that edits change its root, in the root's units, and what of them it says nothing about. */
export interface PredictedChange {
  /** Of all edits together; null where the circuit says nothing about some of them. */
  change: number | null;
  /** Of the edits that the circuit knows, together: a path through several of them counts once. */
  known: number;
  /** What each of those would give by itself, added up. */
  alone: number;
  /** Nodes whose effect is counted. */
  counted: number;
  /** Places that the root does not read: later in the text, or later in the model. */
  later: number;
  /** Scaled where they are not active: there is nothing to scale. */
  inactive: number;
  /** Active, or set to a value, and no nodes of the graph: the circuit says nothing. At most `listed` of them. */
  absent: string[];
  absentCount: number;
  /** Dictionaries put in their site's place, whose errors and inactive features no effect stands for. */
  spliced: number;
  /** Residual features counted in residual mode, whose effect goes through the attention of their own layer alone. */
  ofOwnLayer: number;
}

const listed = 20;

export interface EditedRun {
  edits: readonly Edit[];
  /** T: an edit without positions is made at all of them. */
  tokenCount: number;
  mode: Mode;
  /** Whether a feature that is no node of the graph is active in the unedited run. */
  isActive: (id: string) => boolean;
}

/** An edit of one feature at one position, no two of the same. */
type NodeEdit = { do: "scale"; scale: number } | { do: "set"; value: number };

/**
 * The change of the root that the circuit's linear picture says edits make. An edited node passes on its own change; what
 * reaches it from other edited nodes it passes on scaled, or not at all where it is ablated or set (as the edited run does:
 * lib/engine/interventions/edits.ts). Ablating nodes together takes their joint effect, as a group of them has it.
 */
export function predictedChange(
  index: GraphIndex,
  { edits, tokenCount, mode, isActive }: EditedRun,
): PredictedChange {
  const reaches = reachesOf(index.root);
  const counted = new Map<string, NodeEdit>();
  const absent: string[] = [];
  let [later, inactive, spliced, ofOwnLayer] = [0, 0, 0, 0];
  for (const edit of edits) {
    const positions = edit.positions ?? Array.from({ length: tokenCount }, (_, position) => position);
    if (edit.do === "splice") {
      if (positions.some((position) => reaches(edit.kind, edit.layer, position))) spliced += 1;
      else later += 1;
      continue;
    }
    for (const position of positions) {
      const { kind, layer, index: feature } = edit;
      const id = formatNodeId({ kind, layer, index: feature, position });
      const isNode = (index.nodes.get(id)?.activation ?? 0) > 0;
      if (!reaches(kind, layer, position)) later += 1;
      else if (isNode) {
        counted.set(id, edit);
        if (mode === "residual" && kind === "resid") ofOwnLayer += 1;
      } else if (edit.do === "scale" && !isActive(id)) inactive += 1;
      else absent.push(id);
    }
  }
  const { known, alone } = changeOfRoot(index, counted);
  return {
    change: absent.length === 0 && spliced === 0 ? known : null,
    ...{ known, alone, counted: counted.size, later, inactive },
    ...{ absent: absent.slice(0, listed), absentCount: absent.length, spliced, ofOwnLayer },
  };
}

/** In the order of the forward pass: what is written at a later stage than the root reads cannot reach it. */
const stages = { resid: 0, attn: 1, mlp: 2 } as const;

function reachesOf(root: string): (kind: DictionaryKind, layer: number, position: number) => boolean {
  const target = parseNodeId(root);
  if (!target || !("position" in target)) return () => true;
  return (kind, layer, position) => {
    if (position > target.position) return false;
    if (!isFeature(target)) return true;
    const [read, written] = [3 * target.layer + stages[target.kind], 3 * layer + stages[kind]];
    // A transcoder writes elsewhere than it reads, so it does not reach its own layer's features.
    return kind === "mlp" ? written < read : written <= read;
  };
}

function changeOfRoot(index: GraphIndex, edits: ReadonlyMap<string, NodeEdit>) {
  const inflows = new Map<string, number>();
  /** What reaches a node from edited ones, by its own value. */
  function inflowOf(id: string): number {
    const before = inflows.get(id);
    if (before !== undefined) return before;
    const value = index.nodes.get(id)?.activation ?? index.totals.get(id)?.sum ?? 0;
    let sum = 0;
    for (const { source, contribution } of index.incoming.get(id) ?? [])
      sum += passedOn(source) * contribution;
    const inflow = value === 0 ? 0 : sum / value;
    inflows.set(id, inflow);
    return inflow;
  }
  function passedOn(id: string): number {
    const inflow = inflowOf(id);
    return inflow + ownChange(index, id, edits.get(id), inflow);
  }
  let [known, alone] = [0, 0];
  for (const [id, edit] of edits) {
    const effect = index.nodes.get(id)?.effect ?? 0;
    alone += ownChange(index, id, edit, 0) * effect;
    known += ownChange(index, id, edit, edits.size > 1 ? inflowOf(id) : 0) * effect;
  }
  return { known, alone };
}

/** What an edit itself adds to its node, by the node's value, where so much reaches it from others. */
function ownChange(index: GraphIndex, id: string, edit: NodeEdit | undefined, inflow: number): number {
  if (!edit) return 0;
  if (edit.do === "scale") return (edit.scale - 1) * (1 + inflow);
  const activation = index.nodes.get(id)?.activation ?? 0;
  return activation === 0 ? 0 : edit.value / activation - 1 - inflow;
}

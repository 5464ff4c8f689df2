import { isFeatureKind, type NodeKind, nodeKinds } from "@/lib/circuit-format/kinds";
import type { NodeId } from "@/lib/circuit-format/node-id";
import { maxLayers } from "./attribution-graph";
import { cantorParts, featureTypes } from "./graph-node-id";
import { type ImportProblems, quoted } from "./import-problems";

/** Numbers past this are taken for nonsense: sums of them would leave what a double holds. */
export const maxNumber = 1e100;
const maxIndex = 999_999_999_999_999;

const kindsByType = new Map<string, NodeKind>([
  // Anthropic's own graphs have features that were not looked into; readers take them as others.
  ["unexplored node", "mlp"],
  ...nodeKinds
    .filter((kind) => !["mlp-out", "logit-diff", "attn-bias", "mlp-bias"].includes(kind))
    .map((kind): [string, NodeKind] => [featureTypes[kind], kind]),
]);

/** Biases that a graph keeps apart say by what their ids are called where in a layer they are added. */
const biasAt: readonly (readonly [RegExp, NodeKind])[] = [
  [/^\d+_bias_(?:attn|lorsa)(?:_\w+)?_\d+$/, "attn-bias"],
  [/^\d+_bias_(?:mlp|tc|transcoder)(?:_\w+)?_\d+$/, "mlp-bias"],
];

/** The kind a feature type stands for; where several of ours share a type, the id tells. */
export function kindOf(featureType: string, nodeId: string): NodeKind | undefined {
  const kind = kindsByType.get(featureType);
  if (kind === "mlp-error" && /^\d+_out_mlp_\d+$/.test(nodeId)) return "mlp-out";
  if (kind === "logit" && /^\d+_\d+-\d+_\d+$/.test(nodeId)) return "logit-diff";
  if (kind === "bias") return biasAt.find(([form]) => form.test(nodeId))?.[1] ?? kind;
  return kind;
}

/** Of a predicted token whose number a file does not tell, so that nothing computes with it: past every vocabulary. */
export function unknownOutput(number: number): number {
  return maxIndex - 1 - number;
}

type ReadId =
  | { id: NodeId; contradiction?: string; unknown?: string }
  /** The field that is at fault, with a dot in front. */
  | { field: string; fault: string };

/**
 * What node of a circuit a node of a graph is. An id is believed where it begins with the node's own layer and ends with its position, and a
 * Cantor pair where it is of the node's layer: some writers put a rank, or a place in a list, where others have an index.
 */
export function readNodeId(
  value: Record<string, unknown>,
  kind: NodeKind,
  nodeId: string,
  { tokenCount, unknownOutputs }: { tokenCount: number; unknownOutputs: { count: number } },
): ReadId {
  if (kind === "bias") return { id: { kind } };
  const position = value.ctx_idx;
  if (!isCount(position, tokenCount - 1))
    return {
      field: ".ctx_idx",
      fault: `${quoted(position)} is not the position of one of ${tokenCount} tokens`,
    };
  if (kind === "embed" || kind === "pos") return { id: { kind, position } };
  const layer = layerOf(value.layer);
  const [index, minus] = numbersIn(nodeId, layer, position);
  // Words in an id tell that another thing is numbered, such as a rank.
  const token = /[a-z]/.test(nodeId) ? undefined : index;
  if (kind === "logit" || kind === "logit-diff") {
    if (token === undefined)
      return {
        id: { kind: "logit", index: unknownOutput(unknownOutputs.count++), position },
        unknown: `${quoted(nodeId)} does not tell which token is predicted; it is kept without its number`,
      };
    return kind === "logit-diff" && minus !== undefined
      ? { id: { kind, index: token, minus, position } }
      : { id: { kind: "logit", index: token, position } };
  }
  if (!isCount(layer, maxLayers - 1)) return { field: ".layer", fault: `${quoted(value.layer)} is no layer` };
  if (!isFeatureKind(kind)) return { id: { kind, layer, position } };
  const pair = typeof value.feature === "number" ? cantorParts(value.feature) : undefined;
  const paired = pair?.first === layer ? pair.second : undefined;
  const found = index ?? paired;
  if (found === undefined)
    return { field: ".node_id", fault: `${quoted(nodeId)} does not tell the feature's index` };
  return {
    id: { kind, layer, index: found, position },
    ...(paired !== undefined &&
      paired !== found && {
        contradiction: `it says index ${paired}, the id says ${found}; the id is followed`,
      }),
  };
}

function layerOf(value: unknown): unknown {
  return typeof value === "string" && /^\d{1,7}$/.test(value) ? Number(value) : value;
}

/** The index in an id `<layer>_..._<index>_<position>`, or both of `<layer>_<index>-<minus>_<position>`. */
function numbersIn(nodeId: string, layer: unknown, position: number): [number?, number?] {
  const match = /^(\d{1,7})(?:_[a-z]+)*_(\d{1,15})(?:-(\d{1,15}))?_(\d{1,15})$/.exec(nodeId);
  if (!match || Number(match[1]) !== layer || Number(match[4]) !== position) return [];
  return match[3] === undefined ? [Number(match[2])] : [Number(match[2]), Number(match[3])];
}

/** Half a surrogate pair is no character: it is replaced and reported. */
export function wellFormed(text: string, where: string, problems: ImportProblems): string {
  if (text.isWellFormed()) return text;
  problems.add(where, "it holds half a character (a lone surrogate), which is replaced");
  return text.toWellFormed();
}

export function isCount(value: unknown, most: number): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= most;
}

export function isShare(value: unknown): value is number {
  return typeof value === "number" && value >= 0 && value <= 1;
}

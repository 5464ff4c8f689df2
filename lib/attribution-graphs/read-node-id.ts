import { isFeatureKind, type NodeKind, nodeKinds } from "@/lib/circuit-format/kinds";
import type { NodeId } from "@/lib/circuit-format/node-id";
import { maxLayers } from "./attribution-graph";
import { cantorSecond, featureTypes } from "./graph-node-id";
import { type ImportProblems, quoted } from "./import-problems";

/** Numbers past this are taken for nonsense: sums of them would leave what a double holds. */
export const maxNumber = 1e100;
const maxIndex = 999_999_999_999_999;

const kindsByType = new Map<string, NodeKind>([
  // Anthropic's own graphs have features that were not looked into; readers take them as others.
  ["unexplored node", "mlp"],
  ...nodeKinds
    .filter((kind) => kind !== "mlp-out" && kind !== "logit-diff")
    .map((kind): [string, NodeKind] => [featureTypes[kind], kind]),
]);

/** The kind a feature type stands for; where two of ours share a type, the id tells. */
export function kindOf(featureType: string, nodeId: string): NodeKind | undefined {
  const kind = kindsByType.get(featureType);
  if (kind === "mlp-error" && /^\d+_out_mlp_\d+$/.test(nodeId)) return "mlp-out";
  if (kind === "logit" && /^\d+_\d+-\d+_\d+$/.test(nodeId)) return "logit-diff";
  return kind;
}

type ReadId =
  | { id: NodeId; contradiction?: string }
  /** The field that is at fault, with a dot in front. */
  | { field: string; fault: string };

/** What node of a circuit a node of a graph is. */
export function readNodeId(
  value: Record<string, unknown>,
  kind: NodeKind,
  nodeId: string,
  { tokenCount, usesCantorPairs }: { tokenCount: number; usesCantorPairs: boolean },
): ReadId {
  if (kind === "bias") return { id: { kind } };
  const position = value.ctx_idx;
  if (!isCount(position, tokenCount - 1))
    return {
      field: ".ctx_idx",
      fault: `${quoted(position)} is not the position of one of ${tokenCount} tokens`,
    };
  if (kind === "embed" || kind === "pos") return { id: { kind, position } };
  const [index, minus] = numbersIn(nodeId, position);
  if (kind === "logit" || kind === "logit-diff") {
    const token = index ?? (isCount(value.feature, maxIndex) ? value.feature : undefined);
    if (token === undefined)
      return { field: ".node_id", fault: `${quoted(nodeId)} does not tell which token is predicted` };
    return kind === "logit-diff" && minus !== undefined
      ? { id: { kind, index: token, minus, position } }
      : { id: { kind: "logit", index: token, position } };
  }
  const layer =
    typeof value.layer === "string" && /^\d{1,7}$/.test(value.layer) ? Number(value.layer) : value.layer;
  if (!isCount(layer, maxLayers - 1)) return { field: ".layer", fault: `${quoted(layer)} is no layer` };
  if (!isFeatureKind(kind)) return { id: { kind, layer, position } };
  const paired =
    usesCantorPairs && typeof value.feature === "number" ? cantorSecond(value.feature) : undefined;
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

/** The index in an id `..._<index>_<position>`, or both of `..._<index>-<minus>_<position>`. */
function numbersIn(nodeId: string, position: number): [number?, number?] {
  const match = /_(\d{1,15})(?:-(\d{1,15}))?_(\d{1,15})$/.exec(nodeId);
  if (!match || Number(match[3]) !== position) return [];
  return match[2] === undefined ? [Number(match[1])] : [Number(match[1]), Number(match[2])];
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

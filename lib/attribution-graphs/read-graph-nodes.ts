import { isLogit, type NodeId, nodeColumns } from "@/lib/circuit-format/node-id";
import { maxLayers } from "./attribution-graph";
import { type ImportProblems, quoted } from "./import-problems";
import { isRecord } from "./losses";
import { isCount, isShare, kindOf, maxNumber, readNodeId, wellFormed } from "./read-node-id";

export interface ReadNode {
  /** Where it stands in the file. */
  at: number;
  nodeId: string;
  featureType: string;
  id: NodeId;
  /** The circuit's id. */
  circuitId: string;
  activation: number | null;
  label: string;
  isTargetLogit: boolean;
  /** Of a logit, where the file tells it. */
  probability: number | null;
  /** A logit's row, where it has one; null for others. */
  logitLayer: number | null;
  /** The token of an embedding, where the id tells it. */
  tokenId: number | null;
}

export interface NodeListContext {
  tokenCount: number;
  /** Whether `feature` holds layer and index (`schema_version` 1). */
  usesCantorPairs: boolean;
  problems: ImportProblems;
}

const maxIdLength = 200;
const maxLabelLength = 5_000;

/** Reads `nodes`. What cannot be a circuit's node is reported with its place and left out. */
export function readGraphNodes(list: readonly unknown[], context: NodeListContext): ReadNode[] {
  const nodes: ReadNode[] = [];
  const nodeIds = new Map<string, number>();
  const circuitIds = new Map<string, number>();
  for (const [at, value] of list.entries()) {
    const node = readGraphNode(value, at, nodeIds, context);
    if (!node) continue;
    const same = circuitIds.get(node.circuitId);
    if (same === undefined) {
      circuitIds.set(node.circuitId, at);
      nodes.push(node);
    } else leaveOut(context, at, "", `it is the same node as nodes[${same}], ${node.circuitId}`);
  }
  return nodes;
}

function readGraphNode(
  value: unknown,
  at: number,
  nodeIds: Map<string, number>,
  context: NodeListContext,
): ReadNode | undefined {
  if (!isRecord(value)) return leaveOut(context, at, "", "not an object");
  const { node_id: nodeId, feature_type: featureType } = value;
  if (typeof nodeId !== "string" || nodeId === "" || nodeId.length > maxIdLength)
    return leaveOut(context, at, ".node_id", `${quoted(nodeId)} is no id of 1 to ${maxIdLength} characters`);
  const taken = nodeIds.get(nodeId);
  if (taken !== undefined)
    return leaveOut(context, at, ".node_id", `${quoted(nodeId)} is already nodes[${taken}]`);
  nodeIds.set(nodeId, at);
  const kind = typeof featureType === "string" ? kindOf(featureType, nodeId) : undefined;
  if (typeof featureType !== "string" || !kind)
    return leaveOut(context, at, ".feature_type", `${quoted(featureType)} is not a type this project knows`);
  const read = readNodeId(value, kind, nodeId, context);
  if ("field" in read) return leaveOut(context, at, read.field, read.fault);
  if (read.contradiction !== undefined) context.problems.add(`nodes[${at}].feature`, read.contradiction);
  const { id } = read;
  const said = readSayings(value, id, at, context.problems);
  return { at, nodeId, featureType, id, circuitId: nodeColumns(id).id, ...said };
}

function leaveOut({ problems }: NodeListContext, at: number, field: string, fault: string): undefined {
  problems.add(`nodes[${at}]${field}`, `${fault}; the node is left out`);
}

function readSayings(value: Record<string, unknown>, id: NodeId, at: number, problems: ImportProblems) {
  const ofLogit = isLogit(id);
  const embedding = id.kind === "embed" ? /^E_(\d{1,15})_\d+$/.exec(String(value.node_id)) : null;
  const layer =
    typeof value.layer === "string" && /^\d{1,7}$/.test(value.layer) ? Number(value.layer) : value.layer;
  return {
    activation: readActivation(value.activation, `nodes[${at}].activation`, problems),
    label: readLabel(value.clerp, `nodes[${at}].clerp`, problems),
    isTargetLogit: ofLogit && value.is_target_logit === true,
    probability: ofLogit && isShare(value.token_prob) ? value.token_prob : null,
    logitLayer: ofLogit && isCount(layer, maxLayers) ? layer : null,
    tokenId: embedding ? Number(embedding[1]) : null,
  };
}

function readActivation(value: unknown, where: string, problems: ImportProblems): number | null {
  if (value === undefined || value === null) return null;
  if (typeof value === "number" && Math.abs(value) <= maxNumber) return value;
  problems.add(where, `${quoted(value)} is not a number that can be used; taken as unknown`);
  return null;
}

function readLabel(value: unknown, where: string, problems: ImportProblems): string {
  if (value === undefined || value === null) return "";
  if (typeof value === "string" && value.length <= maxLabelLength) return wellFormed(value, where, problems);
  problems.add(where, `not a text of at most ${maxLabelLength} characters; taken as empty`);
  return "";
}

import { isBias } from "@/lib/circuit-format/kinds";
import { isLogit, type NodeId, nodeColumns } from "@/lib/circuit-format/node-id";
import { maxLayers } from "./attribution-graph";
import { type ImportProblems, quoted } from "./import-problems";
import { isRecord } from "./losses";
import { isCount, isShare, kindOf, maxNumber, readNodeId, wellFormed } from "./read-node-id";

export interface ReadNode {
  /** Where it stands in the file. */
  at: number;
  nodeId: string;
  /** Its other name, `jsNodeId`. */
  scriptId: string | null;
  /** Ids of the file that are this node too, and where they stand: biases that are kept apart there. */
  otherIds: string[];
  otherAt: number[];
  /** Whether other nodes have its id, so that no link can be known to be its. */
  sharesId: boolean;
  featureType: string;
  id: NodeId;
  /** The circuit's id. */
  circuitId: string;
  activation: number | null;
  /** Cumulative, as the file has it: 0 to 1. */
  influence: number | null;
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
  /** How many predicted tokens had no number yet. */
  unknownOutputs: { count: number };
  problems: ImportProblems;
}

const maxIdLength = 200;
const maxLabelLength = 5_000;

/**
 * Reads `nodes`. What cannot be a circuit's node is reported with its place and left out. Where two have one id both are kept, and share it; of a
 * node that is left out it is shared too.
 */
export function readGraphNodes(list: readonly unknown[], context: NodeListContext): ReadNode[] {
  const nodes: ReadNode[] = [];
  const ofId = new Map<string, ReadNode>();
  const ofCircuitId = new Map<string, ReadNode>();
  const leftOut = new Map<string, number>();
  for (const [at, value] of list.entries()) {
    const node = readGraphNode(value, at, context);
    if (!node) {
      if (isRecord(value) && typeof value.node_id === "string") leftOut.set(value.node_id, at);
      continue;
    }
    const { circuitId, nodeId } = node;
    const same = ofCircuitId.get(circuitId);
    const namesake = ofId.get(nodeId);
    if (same && isBias(node.id.kind) && !namesake) {
      // Of one layer's biases at one token, as of all of them, there is one node here.
      same.otherIds.push(nodeId);
      same.otherAt.push(at);
      ofId.set(nodeId, same);
      continue;
    }
    if (same) {
      leaveOut(context, at, "", `it is the same node as nodes[${same.at}], ${circuitId}`);
      if (nodeId !== same.nodeId && !same.otherIds.includes(nodeId)) leftOut.set(nodeId, at);
      continue;
    }
    if (namesake) {
      for (const each of [node, namesake]) each.sharesId = true;
      context.problems.add(
        `nodes[${at}].node_id`,
        `${quoted(nodeId)} is the id of nodes[${namesake.at}] too; both are kept, and no link is given to either`,
      );
    } else ofId.set(nodeId, node);
    ofCircuitId.set(circuitId, node);
    nodes.push(node);
  }
  for (const [nodeId, at] of leftOut) {
    const namesake = ofId.get(nodeId);
    if (!namesake) continue;
    namesake.sharesId = true;
    context.problems.add(
      `nodes[${at}].node_id`,
      `${quoted(nodeId)} is the id of nodes[${namesake.at}] too, and no link is given to that`,
    );
  }
  return nodes;
}

function readGraphNode(value: unknown, at: number, context: NodeListContext): ReadNode | undefined {
  if (!isRecord(value)) return leaveOut(context, at, "", "not an object");
  const { node_id: nodeId, feature_type: featureType, jsNodeId } = value;
  if (typeof nodeId !== "string" || nodeId === "" || nodeId.length > maxIdLength)
    return leaveOut(context, at, ".node_id", `${quoted(nodeId)} is no id of 1 to ${maxIdLength} characters`);
  const kind = typeof featureType === "string" ? kindOf(featureType, nodeId) : undefined;
  if (typeof featureType !== "string" || !kind)
    return leaveOut(context, at, ".feature_type", `${quoted(featureType)} is not a type this project knows`);
  const read = readNodeId(value, kind, nodeId, context);
  if ("field" in read) return leaveOut(context, at, read.field, read.fault);
  if (read.contradiction !== undefined) context.problems.add(`nodes[${at}].feature`, read.contradiction);
  if (read.unknown !== undefined) context.problems.add(`nodes[${at}].node_id`, read.unknown);
  const { id } = read;
  const said = readSayings(value, id, at, context.problems);
  const scriptId = typeof jsNodeId === "string" && jsNodeId.length <= maxIdLength ? jsNodeId : null;
  const shared = { sharesId: false, otherIds: [], otherAt: [] };
  return { at, nodeId, scriptId, featureType, id, circuitId: nodeColumns(id).id, ...shared, ...said };
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
    influence: isShare(value.influence) ? value.influence : null,
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

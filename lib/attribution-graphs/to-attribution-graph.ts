import type { Circuit } from "@/lib/circuit-format/circuit";
import { formatNodeId, isLogit, type NodeId } from "@/lib/circuit-format/node-id";
import { type TokenText, textOfTokens } from "@/lib/tokens/token-text";
import { tokenLabel } from "@/lib/tokens/token-words";
import { type AttributionGraph, type GraphExtras, type GraphNode, maxLayers } from "./attribution-graph";
import type { CheckedCircuit } from "./check-circuit";
import {
  featureTypes,
  type GraphShape,
  graphFeature,
  graphLayer,
  graphNodeId,
  graphScriptId,
} from "./graph-node-id";

/**
 * Writes a circuit as an attribution graph, as yet without its annex. Marks and labels of nodes that it does
 * not have are left out.
 */
export function toAttributionGraph(checked: CheckedCircuit, extras: GraphExtras): AttributionGraph {
  const { circuit, ids, nodeOf } = checked;
  const shape = { layers: layersOf(checked, extras), tokenIds: circuit.spec.tokenIds };
  const labels = new Map(extras.labels?.map(({ node, text }) => [node, text.toWellFormed()]));
  const tokenTexts = knownTexts(circuit.tokens, extras.tokenTexts);
  const cumulative = cumulativeInfluence(circuit);
  const said = new Map(extras.influences);
  const nodes = ids.map((id, i): GraphNode => {
    const { activation } = circuit.nodes[i] ?? { activation: null };
    const isTarget = circuit.spec.target === circuit.nodes[i]?.id;
    const probability = (isTarget ? extras.targetProbability : undefined) ?? null;
    const label = labels.get(formatNodeId(id));
    return {
      ...describe(id, shape),
      token_prob: probability ?? 0,
      is_target_logit: isTarget && isLogit(id),
      clerp: label === undefined ? defaultLabel(id, tokenTexts, probability) : readableLabel(id, label),
      influence: isLogit(id) ? null : (said.get(formatNodeId(id)) ?? cumulative[i] ?? null),
      activation,
    };
  });
  const graphIds = nodes.map(({ node_id }) => node_id);
  const idOf = (id: string) => graphIds[nodeOf.get(id) ?? -1] ?? "";
  const links = circuit.edges.map(({ source, target, contribution }) => {
    return { source: idOf(source), target: idOf(target), weight: contribution };
  });
  // A reader shows what is at most this: all that is written, unless whoever made the graph said otherwise.
  const threshold =
    extras.nodeThreshold ?? nodes.reduce((most, { influence }) => Math.max(most, influence ?? 0), 0);
  // A reader writes a token under its column only where the column has an embedding.
  nodes.push(...missingEmbeddings(checked, shape, threshold));
  return {
    metadata: metadataOf(circuit, extras, threshold),
    qParams: markedAs(extras, nodeOf, idOf),
    nodes,
    links,
  };
}

function metadataOf(circuit: Circuit, extras: GraphExtras, nodeThreshold: number) {
  const { model, dictionarySets, target, mode, threshold, edgeThreshold, maxNodes } = circuit.spec;
  const tokens = circuit.tokens.map(({ text }) => text.toWellFormed());
  const { description, creatorName, creatorUrl } = extras;
  return {
    slug: (extras.slug ?? `${model}-${target}`.toLowerCase().replace(/[^a-z0-9]+/g, "-")).toWellFormed(),
    scan: model,
    transcoder_list: dictionarySets.map(({ kind, name }) => `${kind}/${name}`),
    prompt_tokens: tokens,
    ...(circuit.tokens.some(({ bytes }) => bytes !== undefined) && {
      prompt_token_bytes: circuit.tokens.map(({ bytes }) => bytes ?? null),
    }),
    prompt: (extras.prompt ?? textOfTokens(circuit.tokens)).toWellFormed(),
    node_threshold: nodeThreshold,
    schema_version: 1 as const,
    info: {
      ...(description !== undefined && { description: description.toWellFormed() }),
      ...(creatorName !== undefined && { creator_name: creatorName.toWellFormed() }),
      ...(creatorUrl !== undefined && { creator_url: creatorUrl.toWellFormed() }),
      generator: { name: "Circuit Commons" },
    },
    generation_settings: { target, mode, threshold, edge_threshold: edgeThreshold, max_nodes: maxNodes },
  };
}

function describe(id: NodeId, shape: GraphShape) {
  return {
    node_id: graphNodeId(id, shape),
    feature: graphFeature(id, shape),
    layer: graphLayer(id, shape),
    ctx_idx: "position" in id ? id.position : 0,
    feature_type: featureTypes[id.kind],
    run_idx: 0 as const,
    reverse_ctx_idx: 0 as const,
    jsNodeId: graphScriptId(id, shape),
  };
}

function missingEmbeddings(
  { circuit, nodeOf }: CheckedCircuit,
  shape: GraphShape,
  influence: number,
): GraphNode[] {
  return circuit.tokens
    .filter(({ position }) => !nodeOf.has(`embed@${position}`))
    .map(({ position }) => ({
      ...describe({ kind: "embed", position }, shape),
      token_prob: 0,
      is_target_logit: false,
      clerp: "",
      influence,
      activation: null,
    }));
}

/** At least as many layers as the nodes need, so that no logit stands in a feature's row. */
export function layersOf({ ids }: CheckedCircuit, { layers: asked = 1 }: GraphExtras): number {
  let layers = Math.min(Math.max(1, Math.trunc(asked) || 1), maxLayers);
  for (const id of ids) if ("layer" in id) layers = Math.max(layers, id.layer + 1);
  return layers;
}

/**
 * A node's influence as circuit-tracer's `prune_graph` gives it: the nodes but the target from the most
 * influential down, each with the share of all influence up to and with it. The target, which all of it
 * comes from, has 0.
 */
function cumulativeInfluence({ spec, nodes }: Circuit): Float64Array {
  const cumulative = new Float64Array(nodes.length);
  const influenceOf = (node: number) => Math.max(0, nodes[node]?.influence ?? 0);
  const order = nodes.map((_, i) => i).filter((i) => nodes[i]?.id !== spec.target);
  order.sort((a, b) => influenceOf(b) - influenceOf(a) || a - b);
  let total = 0;
  for (const node of order) total += influenceOf(node);
  let sum = 0;
  for (const node of order) {
    sum += influenceOf(node);
    cumulative[node] = total > 0 ? Math.min(1, sum / total) : 1;
  }
  return cumulative;
}

/** By token id, of the tokens of the text and of those said besides. */
export function knownTexts(
  tokens: Circuit["tokens"],
  said: GraphExtras["tokenTexts"] = [],
): ReadonlyMap<number, TokenText> {
  return new Map([...tokens, ...said].map((token) => [token.id, token]));
}

/** The reader names embeddings and most errors itself and features by their dashboards: those stay empty. */
export function defaultLabel(
  id: NodeId,
  tokenTexts: ReadonlyMap<number, TokenText>,
  probability: number | null,
): string {
  const textOf = (token: number) => {
    const known = tokenTexts.get(token);
    if (!known) return `token ${token}`;
    return `"${known.bytes === undefined ? known.text.toWellFormed() : tokenLabel(known)}"`;
  };
  // The reader takes a logit's label apart at "(p=" and fails where there is none.
  const p = `(p=${probability === null ? "?" : probability.toFixed(3)})`;
  switch (id.kind) {
    case "logit":
      return `Output ${textOf(id.index)} ${p}`;
    case "logit-diff":
      return `Output ${textOf(id.index)} less ${textOf(id.minus)} ${p}`;
    case "pos":
      return `Position ${id.position}`;
    case "bias":
      return "Biases and constants";
    case "attn-bias":
    case "mlp-bias":
      return `Bias of the ${id.kind === "attn-bias" ? "attention" : "MLP"}, layer ${id.layer}`;
    case "attn-error":
      return "Err: attention";
    case "resid-error":
      return "Err: residual stream";
    default:
      return "";
  }
}

function readableLabel(id: NodeId, label: string): string {
  return isLogit(id) && label !== "" && !label.includes("(p=") ? `${label} (p=?)` : label;
}

function markedAs(
  { marked }: GraphExtras,
  nodeOf: ReadonlyMap<string, number>,
  idOf: (id: string) => string,
): AttributionGraph["qParams"] {
  const known = (nodes: readonly string[]) => nodes.filter((node) => nodeOf.has(node)).map(idOf);
  return {
    pinnedIds: known(marked?.pinned ?? []),
    supernodes: (marked?.groups ?? []).map(({ name, nodes }) => [name.toWellFormed(), ...known(nodes)]),
    linkType: "both",
    clickedId:
      known(marked?.clicked === undefined || marked.clicked === null ? [] : [marked.clicked])[0] ?? "",
    sg_pos: "",
  };
}

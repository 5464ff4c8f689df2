import { type DictionaryKind, type NodeKind, placeInLayer } from "@/lib/circuit-format/kinds";
import { isFeature, isLogit, type NodeId } from "@/lib/circuit-format/node-id";

/**
 * `feature_type` of each kind. The first five are circuit-tracer's and Neuronpedia's own; an MLP output without
 * a transcoder is all error. The last ones the format does not know: Neuronpedia draws them as plain dots.
 */
export const featureTypes: Record<NodeKind, string> = {
  mlp: "cross layer transcoder",
  attn: "lorsa",
  "mlp-error": "mlp reconstruction error",
  "mlp-out": "mlp reconstruction error",
  "mlp-skip": "mlp skip",
  "attn-error": "lorsa error",
  embed: "embedding",
  logit: "logit",
  "logit-diff": "logit",
  resid: "residual",
  "resid-error": "residual reconstruction error",
  pos: "position embedding",
  bias: "bias",
  "attn-bias": "bias",
  "mlp-bias": "bias",
};

/** Kinds that a reader of the format takes for something it does not know. */
export const kindsOfOurOwn: readonly NodeKind[] = [
  "resid",
  "resid-error",
  "mlp-skip",
  "pos",
  "bias",
  "attn-bias",
  "mlp-bias",
];

/** What ids depend on besides the node itself. */
export interface GraphShape {
  /** Layers of the model: logits stand in row `layers + 1` (circuit-tracer's `logit_node`). */
  layers: number;
  /** Token ids by position. */
  tokenIds: readonly number[];
}

/** What stands in a `node_id` before the index of a feature, and in place of one for what its dictionary misses. */
const letters: Record<DictionaryKind, { feature: string; error: string }> = {
  mlp: { feature: "", error: "-1" },
  attn: { feature: "lor_", error: "error_attn" },
  resid: { feature: "res_", error: "error_resid" },
};

/** A circuit node's `node_id`: unique in a graph, `<layer>_<feature>_<position>` wherever the format has a form. */
export function graphNodeId(id: NodeId, { layers, tokenIds }: GraphShape): string {
  if (isFeature(id)) return `${id.layer}_${letters[id.kind].feature}${id.index}_${id.position}`;
  switch (id.kind) {
    case "mlp-out":
      return `${id.layer}_out_mlp_${id.position}`;
    case "mlp-skip":
      return `${id.layer}_skip_mlp_${id.position}`;
    case "embed":
      return `E_${tokenIds[id.position] ?? -1}_${id.position}`;
    case "pos":
      return `E_pos_${id.position}`;
    case "bias":
      return "E_bias_0";
    case "attn-bias":
    case "mlp-bias":
      return `${id.layer}_bias_${placeInLayer(id.kind)}_${id.position}`;
    case "logit":
      return `${layers + 1}_${id.index}_${id.position}`;
    case "logit-diff":
      return `${layers + 1}_${id.index}-${id.minus}_${id.position}`;
    default:
      return `${id.layer}_${letters[placeInLayer(id.kind)].error}_${id.position}`;
  }
}

/** circuit-tracer's `jsNodeId`: the node without its position where it is a feature. */
export function graphScriptId(id: NodeId, shape: GraphShape): string {
  const whole = graphNodeId(id, shape);
  if (id.kind === "logit") return `L_${id.index}-${id.position}`;
  if (id.kind === "logit-diff") return `L_${id.index}-${id.minus}-${id.position}`;
  const last = "layer" in id && "index" in id ? 0 : whole.slice(whole.lastIndexOf("_") + 1);
  return `${whole.slice(0, whole.lastIndexOf("_"))}-${last}`;
}

/** Transcoder features have the format's own pairs, those of the other kinds pairs past them. */
const pairedKinds: readonly DictionaryKind[] = ["mlp", "attn", "resid"];

/** What stands for the index of a node that has none, apart from what else may stand at its layer and token. */
const numberOfLeaf = {
  ...{ "mlp-error": -1, "attn-error": -2, "resid-error": -3 },
  ...{ bias: -4, "attn-bias": -5, "mlp-bias": -6 },
  // Of the same type as an error, and told apart by nothing else.
  "mlp-out": -7,
  "mlp-skip": -8,
};
/** Below all of these, for features whose pair a double cannot hold. */
const firstUnpaired = -10;

/**
 * `feature`: always a number, since a reader fails at anything else. It tells nodes apart by layer, `feature` and position, and takes the
 * index out of the pair and the layer from `layer`: so the pair of an attention or residual feature has its layer moved past the model's, and
 * differs from that of a transcoder feature with the same index.
 */
export function graphFeature(id: NodeId, { layers, tokenIds }: GraphShape): number {
  if (isFeature(id)) {
    const kind = pairedKinds.indexOf(id.kind);
    return cantorPair(kind * layers + id.layer, id.index) ?? firstUnpaired - (3 * id.index + kind);
  }
  switch (id.kind) {
    case "embed":
      return id.position;
    case "pos":
      return tokenIds.length + id.position;
    case "logit":
      return id.index;
    case "logit-diff":
      // Several may begin with one token, whose own logit stands there too.
      return firstUnpaired - (cantorPair(id.index, id.minus) ?? id.index);
    default:
      return numberOfLeaf[id.kind];
  }
}

export function graphLayer(id: NodeId, { layers }: GraphShape): string {
  if ("layer" in id) return String(id.layer);
  return isLogit(id) ? String(layers + 1) : "E";
}

/** The Cantor pairing function; null where a double cannot hold it exactly. */
export function cantorPair(x: number, y: number): number | null {
  const sum = x + y;
  const pair = (sum * (sum + 1)) / 2 + y;
  return sum <= 1e8 && Number.isSafeInteger(pair) ? pair : null;
}

/** Both of a Cantor pair; undefined where `pair` is none. */
export function cantorParts(pair: number): { first: number; second: number } | undefined {
  if (!Number.isSafeInteger(pair) || pair < 0) return undefined;
  let sum = Math.floor((Math.sqrt(8 * pair + 1) - 1) / 2);
  while ((sum * (sum + 1)) / 2 > pair) sum--;
  while (((sum + 1) * (sum + 2)) / 2 <= pair) sum++;
  const second = pair - (sum * (sum + 1)) / 2;
  return { first: sum - second, second };
}

/**
 * The three kinds of dictionary, and so of features (docs/attribution.md, section 1), in the order in which they are
 * shown. Packed features and the database count them by their place here: a new kind comes last.
 */
export const dictionaryKinds = ["attn", "resid", "mlp"] as const;
export type DictionaryKind = (typeof dictionaryKinds)[number];

/** The order in which a layer reads and writes: the stream as it enters, then attention, then the MLP. */
export const kindsInLayer = ["resid", "attn", "mlp"] as const satisfies readonly DictionaryKind[];

export function isFeatureKind(kind: string): kind is DictionaryKind {
  return dictionaryKinds.some((known) => known === kind);
}

/**
 * Leaves of a layer: what a dictionary misses, the output of an MLP that has no dictionary, what goes past the features of a
 * skip transcoder, and biases where a graph of another program
 * keeps them apart by layer and token; a circuit traced here has one node of all.
 */
export const layerLeafKinds = [
  "attn-error",
  "resid-error",
  "mlp-error",
  "mlp-out",
  "mlp-skip",
  "attn-bias",
  "mlp-bias",
] as const;
export type LayerLeafKind = (typeof layerLeafKinds)[number];
/** Leaves that the stream begins with. */
export const streamLeafKinds = ["embed", "pos"] as const;
export type StreamLeafKind = (typeof streamLeafKinds)[number];

/** Every kind of node a circuit may have (docs/attribution.md, section 3). */
export const nodeKinds = [
  ...dictionaryKinds,
  ...layerLeafKinds,
  ...streamLeafKinds,
  "bias",
  "logit",
  "logit-diff",
] as const;
export type NodeKind = (typeof nodeKinds)[number];

const placesInLayer: Readonly<Record<DictionaryKind | LayerLeafKind, DictionaryKind>> = {
  attn: "attn",
  resid: "resid",
  mlp: "mlp",
  "attn-error": "attn",
  "resid-error": "resid",
  "mlp-error": "mlp",
  "mlp-out": "mlp",
  "mlp-skip": "mlp",
  "attn-bias": "attn",
  "mlp-bias": "mlp",
};

const biasKinds = ["bias", "attn-bias", "mlp-bias"] as const satisfies readonly NodeKind[];

/** Whether a node is of biases: of all, or of one layer's at one token. */
export function isBias(kind: NodeKind): kind is (typeof biasKinds)[number] {
  return biasKinds.some((known) => known === kind);
}

/** Whether a kind of node belongs to a layer. */
export function isLayerKind(kind: NodeKind): kind is DictionaryKind | LayerLeafKind {
  return Object.hasOwn(placesInLayer, kind);
}

/** The part of its layer that a node stands at. */
export function placeInLayer(kind: DictionaryKind | LayerLeafKind): DictionaryKind {
  return placesInLayer[kind];
}

/** direct, or the two-step form of recursive DFA through residual features (docs/attribution.md, section 2). */
export const modes = ["direct", "residual"] as const;
export type Mode = (typeof modes)[number];

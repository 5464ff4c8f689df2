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

/** Leaves of a layer: what a dictionary misses, and the output of an MLP that has no transcoder. */
export const layerLeafKinds = ["attn-error", "resid-error", "mlp-error", "mlp-out"] as const;
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
};

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

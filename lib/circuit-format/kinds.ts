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

const leafPlaces: Readonly<Record<LayerLeafKind, DictionaryKind>> = {
  "attn-error": "attn",
  "resid-error": "resid",
  "mlp-error": "mlp",
  "mlp-out": "mlp",
};

/** The part of a layer that a node stands at; undefined for what belongs to no layer. */
export function placeInLayer(kind: NodeKind): DictionaryKind | undefined {
  if (isFeatureKind(kind)) return kind;
  const leaf = layerLeafKinds.find((known) => known === kind);
  return leaf && leafPlaces[leaf];
}

/** direct, or the two-step form of recursive DFA through residual features (docs/attribution.md, section 2). */
export const modes = ["direct", "residual"] as const;
export type Mode = (typeof modes)[number];

/** The three kinds of dictionary (docs/attribution.md, section 1), in the order lists are sorted by. */
export const dictionaryKinds = ["attn", "mlp", "resid"] as const;
export type DictionaryKind = (typeof dictionaryKinds)[number];

/** The same kinds as those of features, in the order in which they are shown and packed. */
export const featureKinds = ["attn", "resid", "mlp"] as const satisfies readonly DictionaryKind[];

export function isFeatureKind(kind: string): kind is DictionaryKind {
  return featureKinds.some((known) => known === kind);
}

/** Leaves of a layer: what a dictionary misses, and the output of an MLP that has no transcoder. */
export const layerLeafKinds = ["attn-error", "resid-error", "mlp-error", "mlp-out"] as const;
export type LayerLeafKind = (typeof layerLeafKinds)[number];
/** Leaves that the stream begins with. */
export const streamLeafKinds = ["embed", "pos"] as const;
export type StreamLeafKind = (typeof streamLeafKinds)[number];

/** Every kind of node a circuit may have (docs/attribution.md, section 3). */
export const nodeKinds = [
  ...featureKinds,
  ...layerLeafKinds,
  ...streamLeafKinds,
  "bias",
  "logit",
  "logit-diff",
] as const;
export type NodeKind = (typeof nodeKinds)[number];

/** direct, or the two-step form of recursive DFA through residual features (docs/attribution.md, section 2). */
export const modes = ["direct", "residual"] as const;
export type Mode = (typeof modes)[number];

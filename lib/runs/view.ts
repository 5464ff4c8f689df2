/** What pages and routes show of a run. Types only, so that the browser's code may import them. */

export type FeatureKind = "attn" | "resid" | "mlp";

export interface TokenView {
  position: number;
  id: number;
  text: string;
}

export interface PredictionView {
  id: number;
  text: string;
  logit: number;
  /** 0 to 1, over the whole vocabulary. */
  probability: number;
}

export interface RunView {
  id: string;
  model: { name: string; displayName: string; layers: number; contextLength: number };
  text: string;
  status: "computing" | "ready" | "failed";
  failure: string | null;
  /** Empty until the run is ready. */
  tokens: TokenView[];
  featureCount: number | null;
  progress: number;
  stage: string | null;
  createdAt: Date;
  computedAt: Date | null;
  computedBy: string | null;
  computeMillis: number | null;
  /** The dictionaries the run was read with. */
  kinds: { kind: FeatureKind; layers: number[] }[];
}

export interface ActiveFeatureView {
  kind: FeatureKind;
  layer: number;
  index: number;
  /** f, in the dictionary's own units, at the position in question. */
  activation: number;
  label: string | null;
  /** Everywhere it fires in this run: [position, activation], by position. */
  firesAt: [position: number, activation: number][];
}

export interface RunPositionView {
  position: number;
  /** By kind, then layer, then falling activation. */
  features: ActiveFeatureView[];
  /** The ten best next tokens after this position. */
  predictions: PredictionView[];
}

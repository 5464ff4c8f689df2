import type { ModelFile } from "../weights/model-folder";
import type { WeightTensor } from "../weights/safetensors";

/**
 * A family of models: how its files say what graphs, attribution and interventions compute with. A file a family here;
 * `architectures.ts` lists them. What no family has needed yet (rotary positions, fewer keys than queries) has no place
 * in `ModelWeights` and would be given one there and in `lib/engine/graph/`, where each part is written once.
 */
export interface Architecture {
  /** Throws `EngineError` where the file asks for what the family's parts do not do. */
  readConfig(file: ModelFile): ModelConfig;
  /** Finds every tensor and checks its shape. Reads the header, and what must be equal to another tensor. */
  readWeights(file: ModelFile, config: ModelConfig): ModelWeights;
  /** Tensors that a file may hold and that are not used; any other is refused (`refuse-unread.ts`). */
  isNotNeeded?(name: string, config: ModelConfig): boolean;
}

/** What a model's `config.json` decides, in attribution.md's letters where it has one. */
export interface ModelConfig {
  /** L */ layers: number;
  /** H */ heads: number;
  /** D, width of the residual stream, H K */ dModel: number;
  /** K */ dHead: number;
  /** width inside the MLP */ dMlp: number;
  /** positions the model has embeddings for */ contextLength: number;
  /** V */ vocabularySize: number;
  norm: NormRule;
  activation: Activation;
  /** Whether the unembedding is the token embedding. */
  tiedEmbeddings: boolean;
  beginningOfTextId: number;
}

/** LayerNorm takes the mean out of a row and divides by its spread; RMSNorm (arXiv 1910.07467) divides alone. */
export interface NormRule {
  kind: "layer" | "rms";
  epsilon: number;
}

export type Activation = "gelu-tanh" | "gelu" | "relu";

/** What follows a row's normalisation: `gamma` (D), and `beta` (D) where the family has one. */
export interface Norm {
  gamma: WeightTensor;
  beta: WeightTensor | undefined;
}

/** A linear map as its file stores it: (in, out), or (out, in) where `transposed`; `bias` (out) where it has one. */
export interface Linear {
  weight: WeightTensor;
  transposed: boolean;
  bias: WeightTensor | undefined;
}

/** The H K outputs of a linear map from `first` on: one of three of a fused map, or all of one of its own. */
export interface HeadColumns {
  of: Linear;
  first: number;
}

export interface LayerWeights {
  norm1: Norm;
  /** Queries, keys and values, (D) to (H K); one fused map stands in all three. */
  q: HeadColumns;
  k: HeadColumns;
  v: HeadColumns;
  /** W_O, b_O: (H K) to (D) */ out: Linear;
  norm2: Norm;
  /** (D) to (dMlp) */ mlpIn: Linear;
  /** (dMlp) to (D) */ mlpOut: Linear;
}

/** Where a model's own tensors lie. */
export interface ModelWeights {
  tokenEmbedding: WeightTensor; // (V, D)
  positionEmbedding: WeightTensor; // (context, D)
  layers: readonly LayerWeights[];
  finalNorm: Norm;
  /** The very tensor of the token embedding where the two are tied. */
  unembedding: WeightTensor; // (V, D), rows are tokens: W_U transposed
}

/** Every tensor once, in no particular order. */
export function listTensors(weights: ModelWeights): WeightTensor[] {
  const { tokenEmbedding, positionEmbedding, layers, finalNorm, unembedding } = weights;
  const norms = [finalNorm, ...layers.flatMap(({ norm1, norm2 }) => [norm1, norm2])];
  const maps = layers.flatMap(({ q, k, v, out, mlpIn, mlpOut }) => [q.of, k.of, v.of, out, mlpIn, mlpOut]);
  const tensors = [
    ...[tokenEmbedding, positionEmbedding, unembedding],
    ...norms.flatMap(({ gamma, beta }) => [gamma, beta]),
    ...maps.flatMap(({ weight, bias }) => [weight, bias]),
  ];
  return [...new Set(tensors.filter((tensor) => tensor !== undefined))];
}

export function layerOf({ layers }: ModelWeights, l: number): LayerWeights {
  const layer = layers[l];
  if (!layer) throw new Error(`the model has no layer ${l}`);
  return layer;
}

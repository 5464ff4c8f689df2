import type { ModelFile } from "../weights/model-folder";
import type { WeightTensor } from "../weights/safetensors";

/**
 * A family of models: how its files say what graphs, attribution and interventions compute with. A file a family here;
 * `architectures.ts` lists them. What no family has needed yet (a bias of scores by distance, experts) has no place
 * in `ModelWeights` and would be given one there and in `lib/engine/graph/`, where each part is written once.
 */
export interface Architecture {
  /** The `model_type` of the files it reads. */
  modelTypes: readonly string[];
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
  /** H, heads of queries */ heads: number;
  /** G, heads of keys and of values: one serves H / G heads of queries that stand one after another */
  keyHeads: number;
  /** D, width of the residual stream */ dModel: number;
  /** K; H K is the width of z, which in some models is not D */ dHead: number;
  /** width inside the MLP */ dMlp: number;
  /** positions a text may have */ contextLength: number;
  /** V */ vocabularySize: number;
  norm: NormRule;
  activation: Activation;
  /** What turns queries and keys by their positions; undefined where positions are embedded. */
  rotary: Rotary | undefined;
  /** Whether the MLP reads x_l, as attention does, and not x_mid. */
  parallel: boolean;
  /** Whether the scores of layer l are divided by l + 1. */
  scoresByLayer: boolean;
  /** Which maps have biases: of queries, keys and values; of what attention writes; of the MLP. */
  biases: { heads: boolean; out: boolean; mlp: boolean };
  /** Whether the unembedding is the token embedding. */
  tiedEmbeddings: boolean;
  beginningOfTextId: number;
}

/** LayerNorm takes the mean out of a row and divides by its spread; RMSNorm (arXiv 1910.07467) divides alone. */
export interface NormRule {
  kind: "layer" | "rms";
  epsilon: number;
}

export type Activation = "gelu-tanh" | "gelu" | "relu" | "silu";

/**
 * Rotary positions (arXiv 2104.09864): of every head's query and key, number `i` and number `i + R` are turned as a pair by
 * `position * frequencies[i]` radians, R being how many frequencies there are. Numbers from 2 R on are left.
 */
export interface Rotary {
  frequencies: readonly number[]; // (R)
}

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

/**
 * The outputs of a linear map that heads use: K from `first` on for the first head, and for each other `stride` further. All of
 * a map of its own, or one of three of a fused map.
 */
export interface HeadColumns {
  of: Linear;
  first: number;
  stride: number;
}

export interface LayerWeights {
  norm1: Norm;
  /** Queries, (D) to (H K), keys and values, (D) to (G K); one fused map stands in all three. */
  q: HeadColumns;
  k: HeadColumns;
  v: HeadColumns;
  /** W_O, b_O: (H K) to (D) */ out: Linear;
  norm2: Norm;
  /** (D) to (dMlp) */ mlpIn: Linear;
  /** (D) to (dMlp), where the MLP has a gate: `activation(gate) * in` is what goes out */ mlpGate:
    | Linear
    | undefined;
  /** (dMlp) to (D) */ mlpOut: Linear;
}

/** Where a model's own tensors lie. */
export interface ModelWeights {
  tokenEmbedding: WeightTensor; // (V, D)
  positionEmbedding: WeightTensor | undefined; // (context, D)
  layers: readonly LayerWeights[];
  finalNorm: Norm;
  /** The very tensor of the token embedding where the two are tied. */
  unembedding: WeightTensor; // (V, D), rows are tokens: W_U transposed
}

/** Every tensor once, in no particular order. */
export function listTensors(weights: ModelWeights): WeightTensor[] {
  const { tokenEmbedding, positionEmbedding, layers, finalNorm, unembedding } = weights;
  const norms = [finalNorm, ...layers.flatMap(({ norm1, norm2 }) => [norm1, norm2])];
  const maps = layers.flatMap(({ q, k, v, out, mlpIn, mlpGate, mlpOut }) => [
    ...[q.of, k.of, v.of, out, mlpIn, mlpOut],
    ...(mlpGate ? [mlpGate] : []),
  ]);
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

/** The numbers of the outputs that some heads use of their map, one head after another: (heads K). */
export function columnNumbers(
  { first, stride }: Pick<HeadColumns, "first" | "stride">,
  heads: number,
  K: number,
) {
  return Array.from({ length: heads * K }, (_, i) => first + Math.floor(i / K) * stride + (i % K));
}

/** The head of keys and values that serves head `h` of queries. */
export function keyHeadOf({ heads, keyHeads }: Pick<ModelConfig, "heads" | "keyHeads">, h: number): number {
  return Math.floor(h / (heads / keyHeads));
}

/** H K, the numbers that a layer's heads give together at a position. */
export function headsWidth({ heads, dHead }: Pick<ModelConfig, "heads" | "dHead">): number {
  return heads * dHead;
}

/** What the products of queries and keys are multiplied by at layer `l`. */
export function scoreScale({ dHead: K, scoresByLayer }: ModelConfig, l: number): number {
  return 1 / Math.sqrt(K) / (scoresByLayer ? l + 1 : 1);
}

import type { DictionaryKind } from "@/lib/circuit-format/kinds";
import type { DictionaryStep, ModelWitness, TrainedTexts } from "@/lib/circuit-format/processing";
import type { UnreadOptions } from "@/lib/circuit-format/unread-options";
import type { Norm } from "../architectures/architecture";
import type { WeightTensor } from "../weights/safetensors";

/** How an active feature is told from its pre-activation `u`; where active, `f = u` for all three. */
export type FeatureActivation =
  /** active where u > 0 */
  | { rule: "relu" }
  /** active where u > threshold, every threshold at least 0 */
  | { rule: "jumprelu"; threshold: WeightTensor }
  /** active where u is among the k largest of its position and above 0 */
  | { rule: "topk"; k: number };

/** `layer_norm`: less its mean, over its standard deviation; `constant_norm_rescale`: to the length sqrt(dIn). */
export type InputNorm = "layer_norm" | "constant_norm_rescale";

export type ActivationRule = FeatureActivation["rule"];

/** `out += in W` of W (dIn, dOut), or `in W^T` of W (dOut, dIn) where it is stored turned. */
export interface SkipMap {
  W: WeightTensor;
  turned: boolean;
}

/**
 * A trained SAE or transcoder at one layer, its files checked: `u = (in - b_dec) W_enc + b_enc`, where `in` is what stands
 * at `hookIn`, after `readsAfter` where there is one.
 */
export interface Dictionary {
  kind: DictionaryKind;
  layer: number;
  /** SAELens' word: standard, jumprelu, topk, transcoder, ... */
  architecture: string;
  /** TransformerLens names of the sites it reads and writes; equal for an SAE. */
  hookIn: string;
  hookOut: string;
  dIn: number;
  dOut: number;
  /** F */ dFeatures: number;
  /** Whether `b_dec` is subtracted from the input; false for every transcoder. */
  subtractsDecoderBias: boolean;
  activation: FeatureActivation;
  /**
   * The norm whose gamma and beta its input has been through, for a transcoder of a model whose LayerNorm was not folded:
   * there TransformerLens' `hook_normalized` is what LayerNorm puts out, and not what it is before gamma and beta.
   */
  readsAfter: Norm | undefined;
  /** How its input is normalised at each position first, and its output back (SAELens' `normalize_activations`). */
  inputNorm: InputNorm | undefined;
  /** Why it stands in no circuit, though its features are read; null where it may. */
  featuresOnly: string | null;
  /** Why its features are leaves of a circuit, which nothing is traced behind; null where they are not. */
  leavesOnly: string | null;
  /** What its file says of the texts that it was trained on. */
  texts: TrainedTexts;
  /** What its file has that is not read and of which nobody knows what it is for. */
  unread: UnreadOptions;
  /** What was done to the model that it was trained on, as far as that matters to its sites and anybody says it. */
  processing: readonly DictionaryStep[];
  /** The model it was trained on, as its file calls it; null where it does not say. */
  trainedOn: string | null;
  /** What tells that it is the one that it is used with; null for nothing. */
  modelToldBy: ModelWitness | null;
  /** Of a skip transcoder: a linear map of its input that is added to what its features write. */
  skip: SkipMap | undefined;
  W_enc: WeightTensor; // (dIn, F)
  b_enc: WeightTensor; // (F)
  W_dec: WeightTensor; // (F, dOut)
  b_dec: WeightTensor; // (dOut)
}

import type { DictionaryKind } from "@/lib/circuit-format/kinds";
import type { Processing } from "../weights/manifest";
import type { WeightTensor } from "../weights/safetensors";

/** How an active feature is told from its pre-activation `u`; where active, `f = u` for all three. */
export type FeatureActivation =
  /** active where u > 0 */
  | { rule: "relu" }
  /** active where u > threshold, every threshold at least 0 */
  | { rule: "jumprelu"; threshold: WeightTensor }
  /** active where u is among the k largest of its position and above 0 */
  | { rule: "topk"; k: number };

export type ActivationRule = FeatureActivation["rule"];

/** A step of processing the model that a dictionary's file may state. */
export type ProcessingStep = keyof Processing | "fold_ln";

/** A trained SAE or transcoder at one layer, its files checked: `u = (in - b_dec) W_enc + b_enc`. */
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
  processing: Processing;
  /** Steps that change its sites and that its file says nothing of: taken as the manifest has them, `fold_ln` as done. */
  unstated: ProcessingStep[];
  W_enc: WeightTensor; // (dIn, F)
  b_enc: WeightTensor; // (F)
  W_dec: WeightTensor; // (F, dOut)
  b_dec: WeightTensor; // (dOut)
}

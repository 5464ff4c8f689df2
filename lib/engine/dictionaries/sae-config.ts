import { z } from "zod";
import type { Processing } from "../weights/manifest";
import type { ModelFile } from "../weights/model-folder";
import { readJsonFile } from "../weights/strict-json";

const size = z.number().int().min(1).max(10_000_000);

const metadataSchema = z.looseObject({
  hook_name: z.string().nullish(),
  hook_name_out: z.string().nullish(),
  hook_head_index: z.number().nullish(),
  hook_head_index_out: z.number().nullish(),
  model_from_pretrained_kwargs: z.record(z.string(), z.unknown()).nullish(),
});

/** SAELens `cfg.json`, version 6 (with `metadata`) and the flat form before it. */
const saeConfigSchema = metadataSchema.extend({
  architecture: z.string().default("standard"),
  d_in: size,
  d_sae: size,
  d_out: size.nullish(),
  apply_b_dec_to_input: z.boolean().default(true),
  normalize_activations: z.string().nullish(),
  activation_fn: z.string().nullish(),
  activation_fn_str: z.string().nullish(),
  activation_fn_kwargs: z.record(z.string(), z.unknown()).nullish(),
  k: z.number().nullish(),
  reshape_activations: z.string().nullish(),
  finetuning_scaling_factor: z.boolean().nullish(),
  rescale_acts_by_decoder_norm: z.boolean().nullish(),
  metadata: metadataSchema.nullish(),
});

export interface SaeConfig {
  architecture: string;
  dIn: number;
  dFeatures: number;
  dOut: number;
  appliesDecoderBiasToInput: boolean;
  normalizeActivations: string;
  activationFunction: string;
  k: number | undefined;
  reshapeActivations: string;
  /** Options that change the arithmetic and that this engine does not do. */
  unsupportedOptions: string[];
  hookIn: string | undefined;
  hookOut: string | undefined;
  processing: Processing;
  /** `fold_ln` of the model, undefined where the file does not say. */
  foldsLayerNorm: boolean | undefined;
}

/**
 * Processing steps that change no site a dictionary reads or writes: they only move weights past it. What
 * `fold_ln` does change is the meaning of two names: see `checkLayerNormFolding`.
 */
const harmlessProcessing = new Set(["fold_ln", "center_unembed", "device", "dtype"]);

export function readSaeConfig(file: ModelFile): SaeConfig {
  const config = readJsonFile(file, saeConfigSchema, 1_000_000);
  const metadata = { ...config, ...config.metadata };
  const steps = metadata.model_from_pretrained_kwargs ?? {};
  const k = config.k ?? config.activation_fn_kwargs?.k;
  const unsupportedOptions = [
    ...(config.finetuning_scaling_factor ? ["finetuning_scaling_factor"] : []),
    ...(config.rescale_acts_by_decoder_norm ? ["rescale_acts_by_decoder_norm"] : []),
    ...((metadata.hook_head_index ?? metadata.hook_head_index_out) != null ? ["hook_head_index"] : []),
    ...Object.entries(steps).flatMap(([key, value]) =>
      value === true && !harmlessProcessing.has(key) && !(key in noProcessing) ? [`${key} of the model`] : [],
    ),
  ];
  return {
    architecture: config.architecture,
    dIn: config.d_in,
    dFeatures: config.d_sae,
    dOut: config.d_out ?? config.d_in,
    appliesDecoderBiasToInput: config.apply_b_dec_to_input,
    normalizeActivations: config.normalize_activations ?? "none",
    activationFunction: config.activation_fn ?? config.activation_fn_str ?? "relu",
    k: typeof k === "number" ? k : undefined,
    reshapeActivations: config.reshape_activations ?? "none",
    unsupportedOptions,
    hookIn: metadata.hook_name ?? undefined,
    hookOut: metadata.hook_name_out ?? undefined,
    processing: {
      fold_value_biases: steps.fold_value_biases === true,
      center_writing_weights: steps.center_writing_weights === true,
    },
    foldsLayerNorm: typeof steps.fold_ln === "boolean" ? steps.fold_ln : undefined,
  };
}

const noProcessing: Processing = { fold_value_biases: false, center_writing_weights: false };

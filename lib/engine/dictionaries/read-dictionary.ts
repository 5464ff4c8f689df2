import type { DictionaryKind } from "@/lib/circuit-format/kinds";
import type { ModelConfig } from "../architectures/architecture";
import { sitesOfKind } from "../architectures/sites";
import { invalidFile, unsupported } from "../errors";
import type { ManifestSet } from "../weights/manifest";
import { describeProcessing, sameProcessing } from "../weights/manifest";
import { type ModelFile, type ModelFolder, resolveModelFile } from "../weights/model-folder";
import { readSafetensors, readTensor, requireTensor, type SafetensorsFile } from "../weights/safetensors";
import type { Dictionary, FeatureActivation } from "./dictionary";
import { jumprelu } from "./jumprelu";
import { readSaeConfig, type SaeConfig } from "./sae-config";
import { standard } from "./standard";
import { topk } from "./topk";
import { transcoder } from "./transcoder";

export interface DictionaryFiles {
  config: SaeConfig;
  configFile: ModelFile;
  weights: SafetensorsFile;
}

/** Reads what is particular to an architecture; throws where the files ask for what it does not do. */
export type ArchitectureReader = (files: DictionaryFiles) => FeatureActivation;

const architectures: Readonly<Record<string, ArchitectureReader>> = {
  standard,
  jumprelu,
  topk,
  transcoder,
  jumprelu_transcoder: transcoder,
};
const kindsOfTranscoder: readonly DictionaryKind[] = ["mlp"];
const knownTensors = new Set(["W_enc", "b_enc", "W_dec", "b_dec", "threshold", "scaling_factor"]);

export function dictionaryFiles(folder: ModelFolder, dictionaryFolder: string) {
  return {
    configFile: resolveModelFile(folder, `${dictionaryFolder}/cfg.json`),
    weightsFile: resolveModelFile(folder, `${dictionaryFolder}/sae_weights.safetensors`),
  };
}

/** Reads a SAELens folder (`cfg.json`, `sae_weights.safetensors`) as the dictionary of one set and layer. */
export function readDictionary(
  folder: ModelFolder,
  model: ModelConfig,
  set: ManifestSet,
  place: ManifestSet["dictionaries"][number],
): Dictionary {
  const { configFile, weightsFile } = dictionaryFiles(folder, place.folder);
  const config = readSaeConfig(configFile);
  const weights = readSafetensors(weightsFile);
  const read = Object.hasOwn(architectures, config.architecture)
    ? architectures[config.architecture]
    : undefined;
  if (!read) throw unsupported(configFile.label, `the architecture ${config.architecture} is not supported`);
  checkOptions(configFile, config);
  checkLayerNormFolding(configFile, config, set.kind);
  checkPlace(configFile, config, model, set, place.layer);
  checkTensorNames(weights);
  const F = config.dFeatures;
  return {
    kind: set.kind,
    layer: place.layer,
    architecture: config.architecture,
    ...sitesOfKind(set.kind, place.layer),
    dIn: config.dIn,
    dOut: config.dOut,
    dFeatures: F,
    subtractsDecoderBias: config.appliesDecoderBiasToInput,
    activation: read({ config, configFile, weights }),
    processing: config.processing,
    W_enc: requireTensor(weights, "W_enc", [config.dIn, F]),
    b_enc: requireTensor(weights, "b_enc", [F]),
    W_dec: requireTensor(weights, "W_dec", [F, config.dOut]),
    b_dec: requireTensor(weights, "b_dec", [config.dOut]),
  };
}

function checkOptions(file: ModelFile, config: SaeConfig): void {
  const [option] = config.unsupportedOptions;
  if (option) throw unsupported(file.label, `${option} is not supported`);
  if (config.normalizeActivations !== "none") {
    throw unsupported(
      file.label,
      `normalize_activations ${config.normalizeActivations} is not supported, only none`,
    );
  }
  if (config.reshapeActivations !== "none" && config.reshapeActivations !== "hook_z") {
    throw unsupported(file.label, `reshape_activations ${config.reshapeActivations} is not supported`);
  }
}

function checkPlace(
  file: ModelFile,
  config: SaeConfig,
  model: ModelConfig,
  set: ManifestSet,
  layer: number,
): void {
  if (layer >= model.layers)
    throw invalidFile(file.label, `layer ${layer} is not one of the model's ${model.layers}`);
  if (config.dIn !== model.dModel || config.dOut !== model.dModel) {
    throw invalidFile(
      file.label,
      `it reads ${config.dIn} and writes ${config.dOut} numbers, but the model has ${model.dModel}`,
    );
  }
  const isTranscoder = config.architecture.includes("transcoder");
  if (isTranscoder !== kindsOfTranscoder.includes(set.kind)) {
    throw invalidFile(file.label, `the architecture ${config.architecture} cannot be of kind ${set.kind}`);
  }
  const { hookIn, hookOut } = sitesOfKind(set.kind, layer);
  if (config.hookIn !== undefined && config.hookIn !== hookIn) {
    throw invalidFile(
      file.label,
      `it reads ${config.hookIn}, but kind ${set.kind} at layer ${layer} reads ${hookIn}`,
    );
  }
  if (config.hookOut !== undefined && config.hookOut !== hookOut) {
    throw invalidFile(
      file.label,
      `it writes ${config.hookOut}, but kind ${set.kind} at layer ${layer} writes ${hookOut}`,
    );
  }
  if (!sameProcessing(config.processing, set.processing)) {
    throw invalidFile(
      file.label,
      `it was trained under ${describeProcessing(config.processing)}, but its set is used with ${describeProcessing(set.processing)}`,
    );
  }
}

/**
 * TransformerLens' `hook_normalized` is LayerNorm's output, and what this engine calls by that name, the
 * output before gamma and beta, under `fold_ln` alone (components/layer_norm.py, layer_norm_pre.py). And it
 * folds LayerNorm before value biases, so that both together take `beta1 W_V` out of z as well as b_V.
 */
function checkLayerNormFolding(file: ModelFile, config: SaeConfig, kind: DictionaryKind): void {
  const { foldsLayerNorm, processing } = config;
  if (kind === "mlp" && foldsLayerNorm === false) {
    throw unsupported(
      file.label,
      "fold_ln false is not supported for kind mlp, since hook_normalized then has gamma2 and beta2 in it",
    );
  }
  if (kind === "attn" && foldsLayerNorm && processing.fold_value_biases) {
    throw unsupported(
      file.label,
      "fold_ln with fold_value_biases is not supported for kind attn, since hook_z then lacks beta1 W_V too",
    );
  }
}

/** A tensor nobody reads would silently change the arithmetic, so it is refused. */
function checkTensorNames(weights: SafetensorsFile): void {
  const unknown = [...weights.tensors.keys()].find((name) => !knownTensors.has(name));
  if (unknown !== undefined)
    throw invalidFile(weights.file.label, "the engine does not know what it is for", unknown);
  const scaling = weights.tensors.get("scaling_factor");
  if (!scaling) return;
  // Older SAELens files carry a vector of ones here when no fine-tuning was done.
  const values = readTensor(requireTensor(weights, "scaling_factor", scaling.shape));
  if (values.some((value) => value !== 1)) {
    throw unsupported(weights.file.label, "a scaling_factor other than 1 is not supported");
  }
}

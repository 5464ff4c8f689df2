import type { DictionaryKind } from "@/lib/circuit-format/kinds";
import type { DictionaryStep } from "@/lib/circuit-format/processing";
import { layerOf, type ModelConfig, type ModelWeights } from "../architectures/architecture";
import { sitesOfKind } from "../architectures/sites";
import { invalidFile, printable, unsupported } from "../errors";
import { readTensors } from "../pytorch/read-tensors";
import type { Manifest, ManifestSet } from "../weights/manifest";
import { type ModelFile, type ModelFolder, resolveModelFile } from "../weights/model-folder";
import { readTensor, requireTensor, type SafetensorsFile } from "../weights/safetensors";
import type { ActivationRule, Dictionary, FeatureActivation } from "./dictionary";
import { dictionaryProcessing } from "./dictionary-processing";
import { jumprelu } from "./jumprelu";
import { refuseOtherModel } from "./model-names";
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
  model: { config: ModelConfig; weights: ModelWeights; manifest: Manifest },
  set: ManifestSet,
  place: ManifestSet["dictionaries"][number],
): Dictionary {
  const { configFile, weightsFile } = dictionaryFiles(folder, place.folder);
  const config = readSaeConfig(configFile);
  const weights = readTensors(weightsFile);
  const read = Object.hasOwn(architectures, config.architecture)
    ? architectures[config.architecture]
    : undefined;
  if (!read) throw unsupported(configFile.label, `the architecture ${config.architecture} is not supported`);
  checkOptions(configFile, config);
  checkPlace(configFile, config, model.config, set, place.layer);
  refuseOtherModel(configFile, config.modelNames, model.manifest);
  const processing = dictionaryProcessing(configFile, config, set, model.manifest.processing);
  checkTensorNames(weights);
  const activation = read({ config, configFile, weights });
  checkUnused(config, configFile, weights, activation.rule);
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
    activation,
    readsAfter: isUnfolded(set, processing) ? layerOf(model.weights, place.layer).norm2 : undefined,
    processing,
    trainedOn: shownName(config.modelNames),
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
  const refuse = (reason: string) => invalidFile(file.label, reason);
  const where = `kind ${set.kind} at layer ${layer}`;
  for (const other of config.layers)
    if (other !== layer) throw refuse(`it is of layer ${other}, but stands as layer ${layer}`);
  for (const hook of config.hooksIn)
    if (hook !== hookIn) throw refuse(`it reads ${hook}, but ${where} reads ${hookIn}`);
  for (const hook of config.hooksOut)
    if (hook !== hookOut) throw refuse(`it writes ${hook}, but ${where} writes ${hookOut}`);
}

/** As it may be stored and shown, whatever a file has there. */
function shownName([name]: readonly string[]): string | null {
  return name === undefined ? null : printable(name.slice(0, 100).toWellFormed());
}

function isUnfolded({ kind }: ManifestSet, processing: readonly DictionaryStep[]): boolean {
  return kind === "mlp" && processing.some(({ step, done }) => step === "fold_ln" && done === false);
}

/** The numbers that a rule needs beside weights and biases. */
const usedBy: Record<ActivationRule, readonly ("k" | "threshold")[]> = {
  relu: [],
  jumprelu: ["threshold"],
  topk: ["k"],
};

/** A number that the rule does not use says that the rule is not the one the dictionary was trained with. */
function checkUnused(
  config: SaeConfig,
  configFile: ModelFile,
  weights: SafetensorsFile,
  rule: ActivationRule,
): void {
  const reason = (what: string) => `it has ${what}, which the rule ${rule} of its architecture does not use`;
  if (config.k !== undefined && !usedBy[rule].includes("k")) throw unsupported(configFile.label, reason("k"));
  if (weights.tensors.has("threshold") && !usedBy[rule].includes("threshold"))
    throw unsupported(weights.file.label, reason("the tensor threshold"));
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

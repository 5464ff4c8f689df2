import path from "node:path";
import type { DictionaryStep } from "@/lib/circuit-format/processing";
import { shownOptions } from "@/lib/circuit-format/unread-options";
import { headsWidth, layerOf, type ModelConfig, type ModelWeights } from "../architectures/architecture";
import { readLoadedFrom } from "../architectures/settings";
import { invalidFile, printable, unsupported } from "../errors";
import { readTensors } from "../pytorch/read-tensors";
import { type Manifest, type ManifestSet, manifestFileName } from "../weights/manifest";
import { type ModelFile, type ModelFolder, resolveModelFile } from "../weights/model-folder";
import { readTensor, requireTensor, type SafetensorsFile } from "../weights/safetensors";
import type { ActivationRule, Dictionary, FeatureActivation, InputNorm, SkipMap } from "./dictionary";
import { dictionaryProcessing } from "./dictionary-processing";
import type { ReadForm } from "./forms/form";
import { findFiles, sourcesOf } from "./forms/found-files";
import { laidOut, namesOf, type StoredMatrix } from "./forms/layout";
import { readForm } from "./forms/read-form";
import { jumprelu } from "./jumprelu";
import { refuseOtherModel } from "./model-names";
import { refuseUnknownTensors, refuseUnsupported } from "./other-arithmetic";
import type { SaeConfig } from "./sae-config";
import { sitesAt } from "./sites";
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
  gated: jumprelu,
  transcoder,
  jumprelu_transcoder: transcoder,
  skip_transcoder: transcoder,
  jumprelu_skip_transcoder: transcoder,
};

/** Throws where the dictionaries of one set read sites of two sorts, of which circuits make different things. */
export function checkOneSite(
  manifest: Manifest,
  { kind, name }: ManifestSet,
  dictionaries: readonly Pick<Dictionary, "layer" | "hookIn" | "leavesOnly">[],
): void {
  const opening = dictionaries.find(({ leavesOnly }) => leavesOnly !== null);
  const other = dictionaries.find(({ leavesOnly }) => leavesOnly === null);
  if (opening && other)
    throw invalidFile(
      `${manifest.name}/${manifestFileName}`,
      `the set ${kind}/${name} has dictionaries of two sites: layer ${opening.layer} reads ${opening.hookIn}, layer ${other.layer} reads ${other.hookIn}. State them as two sets`,
    );
}

/** Reads the files of a dictionary, in any of the known forms, as that of one set and layer. */
export function readDictionary(
  folder: ModelFolder,
  model: { config: ModelConfig; weights: ModelWeights; manifest: Manifest },
  set: ManifestSet,
  place: ManifestSet["dictionaries"][number],
): Dictionary {
  const found = findFiles(folder, place);
  const { weightsFile } = found;
  const configFile = found.configFile ?? weightsFile;
  const stored = readTensors(weightsFile);
  const folderName = path.basename(place.folder);
  const form = readForm({ ...found, weights: stored, folderName, kind: set.kind, layer: place.layer });
  const { config, layout } = form;
  const read = Object.hasOwn(architectures, config.architecture)
    ? architectures[config.architecture]
    : undefined;
  if (!read) throw unsupported(configFile.label, `the architecture ${config.architecture} is not supported`);
  checkOptions(configFile, config);
  checkPlace(configFile, config, model.config, set, place.layer);
  const modelToldBy = refuseOtherModel(
    configFile,
    config.modelNames,
    model.manifest,
    readLoadedFrom(resolveModelFile(folder, model.manifest.files.config)),
  );
  const sites = sitesAt(set.kind, place.layer, config.hooksIn);
  const readsStream = sites.leavesOnly !== null;
  const processing = dictionaryProcessing(configFile, config, set, model.manifest.processing, {
    readsStream,
    norm: model.config.norm,
  });
  const inputNorm = isInputNorm(config.normalizeActivations) ? config.normalizeActivations : undefined;
  checkTensorNames(stored, form);
  const sizes = { dIn: config.dIn, dOut: config.dOut, F: config.dFeatures };
  const weights = laidOut(stored, layout, sizes, [weightsFile, ...sourcesOf(found)]);
  const activation = read({ config, configFile, weights });
  checkUnused(config, configFile, weights, activation.rule);
  const F = config.dFeatures;
  return {
    kind: set.kind,
    layer: place.layer,
    architecture: config.architecture,
    ...{ hookIn: sites.hookIn, hookOut: sites.hookOut },
    dIn: config.dIn,
    dOut: config.dOut,
    dFeatures: F,
    subtractsDecoderBias: config.appliesDecoderBiasToInput,
    activation,
    inputNorm,
    featuresOnly: form.featuresOnly ?? (inputNorm ? normWords(inputNorm) : null),
    leavesOnly: sites.leavesOnly,
    ...{ texts: config.texts, unread: shownOptions(config.unreadOptions) },
    readsAfter: isUnfolded(set, processing) ? layerOf(model.weights, place.layer).norm2 : undefined,
    processing,
    ...{ trainedOn: shownName(config.modelNames), modelToldBy },
    skip: form.skip && skipOf(stored, form.skip, config),
    W_enc: requireTensor(weights, "W_enc", [config.dIn, F]),
    b_enc: requireTensor(weights, "b_enc", [F]),
    W_dec: requireTensor(weights, "W_dec", [F, config.dOut]),
    b_dec: requireTensor(weights, "b_dec", [config.dOut]),
  };
}

function skipOf(
  stored: SafetensorsFile,
  { name, turned }: StoredMatrix,
  { dIn, dOut }: Pick<SaeConfig, "dIn" | "dOut">,
): SkipMap {
  return { W: requireTensor(stored, name, turned ? [dOut, dIn] : [dIn, dOut]), turned };
}

function checkOptions(file: ModelFile, config: SaeConfig): void {
  refuseUnsupported(file, config.unsupportedOptions);
  if (config.normalizeActivations !== "none" && !isInputNorm(config.normalizeActivations)) {
    throw unsupported(file.label, `normalize_activations ${config.normalizeActivations} is not supported`);
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
  if (layer === model.layers && set.kind === "resid")
    throw unsupported(
      file.label,
      `the stream behind the last layer, which no layer reads, has no place in a circuit and is not read: take the set without layer ${layer}`,
    );
  if (layer >= model.layers)
    throw invalidFile(file.label, `layer ${layer} is not one of the model's ${model.layers}`);
  const { hookIn, hookOut } = sitesAt(set.kind, layer, config.hooksIn);
  const width = hookIn.endsWith(".attn.hook_z") ? headsWidth(model) : model.dModel;
  if (config.dIn !== width || config.dOut !== width) {
    throw invalidFile(
      file.label,
      `it reads ${config.dIn} and writes ${config.dOut} numbers, but the model has ${width}`,
    );
  }
  if (model.parallel && hookIn.endsWith(".hook_resid_mid"))
    throw invalidFile(file.label, `it reads ${hookIn}, but in this model attention and MLP read one stream`);
  const isTranscoder = config.architecture.includes("transcoder");
  if (isTranscoder !== (hookIn !== hookOut)) {
    throw invalidFile(file.label, `the architecture ${config.architecture} cannot be of kind ${set.kind}`);
  }
  const refuse = (reason: string) => invalidFile(file.label, reason);
  const where = `kind ${set.kind} at layer ${layer}`;
  const isBehind = config.hooksIn.some((hook) => streamBehind(hook) === layer);
  for (const other of config.layers)
    if (other !== (isBehind ? layer - 1 : layer))
      throw refuse(
        isBehind
          ? `it is of layer ${other}, but reads the stream behind layer ${layer - 1}`
          : `it is of layer ${other}, but stands as layer ${layer}`,
      );
  for (const hook of config.hooksIn) {
    const behind = streamBehind(hook);
    if (
      hook === hookIn ||
      (hookIn === `blocks.${layer}.hook_resid_pre` && set.kind === "resid" && behind === layer)
    )
      continue;
    if (set.kind === "resid" && behind !== undefined && behind < model.layers && behind - 1 === layer)
      throw refuse(
        `it reads ${hook}, which is blocks.${behind}.hook_resid_pre: state it as layer ${behind} in manifest.json`,
      );
    throw refuse(`it reads ${hook}, but ${where} reads ${hookIn}`);
  }
  for (const hook of config.hooksOut)
    if (hook !== hookOut) throw refuse(`it writes ${hook}, but ${where} writes ${hookOut}`);
}

/** The layer before which the stream stands that a hook behind a layer reads; undefined for another site. */
function streamBehind(hook: string): number | undefined {
  const layer = /^blocks\.(\d{1,6})\.hook_resid_post$/.exec(hook)?.[1];
  return layer === undefined ? undefined : Number(layer) + 1;
}

/** As it may be stored and shown, whatever a file has there. */
function shownName([name]: readonly string[]): string | null {
  return name === undefined ? null : printable(name.slice(0, 100).toWellFormed());
}

function isInputNorm(name: string): name is InputNorm {
  return name === "layer_norm" || name === "constant_norm_rescale";
}

function normWords(norm: InputNorm): string {
  return `their input is normalised at each position, and their output back (normalize_activations ${norm})`;
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

function checkTensorNames(weights: SafetensorsFile, { layout, skip, unneeded }: ReadForm): void {
  const known = [...namesOf(layout), ...(skip ? [skip.name] : []), ...unneeded];
  refuseUnknownTensors(weights, new Set(known));
  const scaling = weights.tensors.get("scaling_factor");
  if (!scaling) return;
  // Older SAELens files carry a vector of ones here when no fine-tuning was done.
  const values = readTensor(requireTensor(weights, "scaling_factor", scaling.shape));
  if (values.some((value) => value !== 1)) {
    throw unsupported(weights.file.label, "a scaling_factor other than 1 is not supported");
  }
}

import path from "node:path";
import type { DictionaryKind } from "@/lib/circuit-format/kinds";
import type { DictionaryStep, ModelWitness, TrainedTexts } from "@/lib/circuit-format/processing";
import type { UnreadOptions } from "@/lib/circuit-format/unread-options";
import type { SetFit } from "@/lib/evidence-format/fit";
import type { TokenizerJson } from "@/lib/tokens/tokenizer-json";
import { listTensors, type ModelConfig, type ModelWeights } from "./architectures/architecture";
import { readModel } from "./architectures/read-model";
import { findFiles } from "./dictionaries/forms/found-files";
import { checkOneSite, readDictionary } from "./dictionaries/read-dictionary";
import { EngineError } from "./errors";
import { readFits } from "./evidence/fits-file";
import { filesOfTensors } from "./pytorch/read-tensors";
import { openTokenizer } from "./tokens/tokenizer";
import { checksumFile, combineChecksums } from "./weights/checksum";
import { type Manifest, type ManifestSet, type Processing, readManifestOf } from "./weights/manifest";
import { type ModelFile, type ModelFolder, openModelFolder, resolveModelFile } from "./weights/model-folder";
import { checkFinite } from "./weights/safetensors";

export interface DictionaryDescription {
  layer: number;
  dFeatures: number;
  architecture: string;
  hookIn: string;
  hookOut: string;
  /** What is said of the model that it was trained on, as in dictionaries/dictionary.ts. */
  training: {
    model: string | null;
    /** What tells that it is this one; null for nothing. */
    modelToldBy: ModelWitness | null;
    processing: DictionaryStep[];
    featuresOnly: string | null;
    leavesOnly: string | null;
    /** Whether a linear map of its input is added to what its features write. */
    skips: boolean;
    texts: TrainedTexts;
    unread: UnreadOptions;
  };
  checksum: string;
}

export interface DictionarySetDescription {
  kind: DictionaryKind;
  name: string;
  displayName: string;
  licence: string;
  /** Where it was published; null for what the manifest does not state. */
  source: { release: string | null; repository: string | null; file: string | null };
  checksum: string;
  dictionaries: DictionaryDescription[];
  /** How it was found to fit, where that was measured of these very files; and why it is used even if it does not. */
  fit: SetFit | null;
  insisted: string | null;
}

type FoundSet = Omit<DictionarySetDescription, "fit" | "insisted">;

/** What there is to say of a model without running it. */
export interface ModelDescription {
  name: string;
  displayName: string;
  description: string;
  architecture: string;
  licence: string;
  layers: number;
  heads: number;
  dModel: number;
  dHead: number;
  dMlp: number;
  contextLength: number;
  vocabularySize: number;
  beginningOfTextId: number;
  /** The tokenizer's file. */
  tokenizer: TokenizerJson;
  parameterCount: number;
  processing: Processing;
  /** Identity of everything that decides what the model computes: config, weights, tokenizer, processing. */
  checksum: string;
  sets: DictionarySetDescription[];
  /** The text that comes with it, if any: a file, and what to call it. */
  corpus: { path: string; name: string; licence: string } | null;
}

/**
 * Reads every file of a model folder once: checks all weights, and takes the checksums that name the
 * model and its dictionaries. Opens no session. Costs about a second a gigabyte.
 */
export async function describeModel(modelDir: string): Promise<ModelDescription> {
  const folder = openModelFolder(modelDir);
  const manifest = readManifestOf(folder);
  const { files, processing, corpus } = manifest;
  const [configFile, weightsFile, tokenizerFile] = [files.config, files.weights, files.tokenizer].map(
    (file) => resolveModelFile(folder, file),
  );
  if (!configFile || !weightsFile || !tokenizerFile) throw new Error("a manifest names three files");
  const { config, weights } = readModel(folder, manifest);
  const tensors = listTensors(weights);
  for (const tensor of tensors) checkFinite(tensor);
  const parameterCount = tensors.reduce((sum, { shape }) => sum + shape.reduce((size, d) => size * d, 1), 0);
  const { json: tokenizer } = openTokenizer(tokenizerFile, config);
  const found: FoundSet[] = [];
  for (const set of manifest.dictionarySets)
    found.push(await describeSet(folder, { config, weights, manifest }, set));
  const checksum = combineChecksums({
    config: await checksumFile(configFile),
    weights: await checksumTensors(weightsFile),
    tokenizer: await checksumFile(tokenizerFile),
    fold_value_biases: String(processing.fold_value_biases),
    center_writing_weights: String(processing.center_writing_weights),
    // By itself it changes nothing that is computed.
    ...(processing.fold_ln && processing.fold_value_biases && { fold_ln: "true" }),
  });
  const sets = withFits(folder, manifest, checksum, found);
  const { layers, heads, dModel, dHead, dMlp, contextLength, vocabularySize, beginningOfTextId } = config;
  const { name, displayName, description, architecture, licence } = manifest;
  return {
    ...{ name, displayName, description, architecture, licence },
    ...{
      layers,
      heads,
      dModel,
      dHead,
      dMlp,
      contextLength,
      vocabularySize,
      beginningOfTextId,
      tokenizer,
      parameterCount,
      processing,
      sets,
    },
    corpus: corpus
      ? { path: corpusFile(folder, corpus.path), name: corpus.displayName, licence: corpus.licence }
      : null,
    checksum,
  };
}

function withFits(
  folder: ModelFolder,
  { dictionarySets }: Manifest,
  modelChecksum: string,
  found: readonly FoundSet[],
): DictionarySetDescription[] {
  const fits = readFits(folder).filter((fit) => fit.modelChecksum === modelChecksum);
  return found.map((set, i) => ({
    ...set,
    fit: fits.find((fit) => fit.kind === set.kind && fit.setChecksum === set.checksum) ?? null,
    insisted: dictionarySets[i]?.insisted ?? null,
  }));
}

/** Of one file its own checksum, of several that of all by their names. */
async function checksumTensors(file: ModelFile): Promise<string> {
  const files = filesOfTensors(file);
  if (files.length === 1) return checksumFile(file);
  const parts: Record<string, string> = {};
  for (const each of files) parts[path.basename(each.path)] = await checksumFile(each);
  return combineChecksums(parts);
}

/** Where the corpus is, or would be: a model without it is served all the same. */
function corpusFile(folder: ModelFolder, relative: string): string {
  try {
    return resolveModelFile(folder, relative).path;
  } catch (error) {
    if (error instanceof EngineError && error.code === "not-found")
      return path.resolve(folder.root, relative);
    throw error;
  }
}

async function describeSet(
  folder: ModelFolder,
  model: { config: ModelConfig; weights: ModelWeights; manifest: Manifest },
  set: ManifestSet,
): Promise<FoundSet> {
  const dictionaries: DictionaryDescription[] = [];
  for (const place of set.dictionaries.toSorted((a, b) => a.layer - b.layer)) {
    const dictionary = readDictionary(folder, model, set, place);
    for (const tensor of [dictionary.W_enc, dictionary.b_enc, dictionary.W_dec, dictionary.b_dec])
      checkFinite(tensor);
    if (dictionary.skip) checkFinite(dictionary.skip.W);
    const files = findFiles(folder, place);
    const { layer, dFeatures, architecture, hookIn, hookOut } = dictionary;
    const { trainedOn, modelToldBy, processing, featuresOnly, leavesOnly, texts, unread } = dictionary;
    const skips = dictionary.skip !== undefined;
    const training = {
      ...{ model: trainedOn, modelToldBy },
      processing: [...processing],
      featuresOnly,
      leavesOnly,
      skips,
      texts,
      unread,
    };
    const checksum = combineChecksums({
      ...(files.configFile && { config: await checksumFile(files.configFile) }),
      weights: await checksumTensors(files.weightsFile),
      ...(files.scalerFile && { scaler: await checksumFile(files.scalerFile) }),
      // Where the manifest says so, no file does.
      ...(dictionary.readsAfter && { fold_ln: "false" }),
    });
    dictionaries.push({ layer, dFeatures, architecture, hookIn, hookOut, training, checksum });
  }
  checkOneSite(
    model.manifest,
    set,
    dictionaries.map(({ training, ...each }) => ({ ...each, ...training })),
  );
  const { kind, name } = set;
  return {
    kind,
    name,
    displayName: set.displayName ?? name,
    licence: set.licence ?? model.manifest.licence,
    source: { release: null, repository: null, file: null, ...set.source },
    checksum: combineChecksums(
      Object.fromEntries(dictionaries.map(({ layer, checksum }) => [`${kind}.${layer}`, checksum])),
    ),
    dictionaries,
  };
}

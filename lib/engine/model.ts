import { type DictionaryKind, dictionaryKinds } from "@/lib/circuit-format/kinds";
import type { TokenText } from "@/lib/tokens/token-text";
import type { Architecture, ModelConfig, ModelWeights } from "./architectures/architecture";
import { readModel } from "./architectures/read-model";
import type { Dictionary } from "./dictionaries/dictionary";
import { checkOneSite, readDictionary } from "./dictionaries/read-dictionary";
import { readUnder } from "./dictionaries/read-under";
import { EncoderPool } from "./encoder-pool";
import { EngineError } from "./errors";
import type { ActiveFeatures } from "./features";
import { ForwardPass } from "./forward-pass";
import type { Prediction } from "./predictions";
import type { ProviderReport, Runtime, Tensor } from "./runtime";
import { openTokenizer, type Token } from "./tokens/tokenizer";
import type { TwoStageOptions } from "./two-stage/open-two-stage";
import { holdMadeFiles } from "./weights/made-files";
import { type Manifest, type ManifestSet, type Processing, readManifestOf } from "./weights/manifest";
import { openModelFolder, resolveModelFile } from "./weights/model-folder";

export interface OpenModelOptions {
  runtime: Runtime;
  /** The set to use of a kind, by name; null for none. By default the first of each kind in the manifest. */
  sets?: Partial<Record<DictionaryKind, string | null>>;
  /** Most bytes of weights to hold; encoders are closed, least recently used first, to stay under it. */
  memoryLimitBytes?: number;
  /** Large encoders are used in two stages (two-stage/), with files that are made once in a folder. */
  twoStage?: TwoStageOptions;
  /**
   * Read everything under this processing, whatever is said of it: to measure which one the dictionaries fit. Else as the
   * manifest says.
   */
  under?: Required<Processing>;
  /** The families to choose from; by default those of `architectures.ts`. */
  architectures?: Readonly<Record<string, Architecture>>;
}

/** Lists are sorted by the names of the kinds. */
const listedKinds = dictionaryKinds.toSorted();

export type RunStage = "forward" | "encode" | "predict";

/** Called as a run goes on: `done` of `total` steps, of which `stage` is the one that ended last. */
export type OnProgress = (progress: { stage: RunStage; done: number; total: number }) => void;

export interface RunResult {
  features: ActiveFeatures[];
  /** By position, the best next tokens, best first. */
  predictions: Prediction[][];
}

export interface MemoryReport {
  /** Bytes of the weights held by open sessions: float32, or of an encoder in two stages a byte a weight. */
  weightBytes: number;
  limitBytes: number | undefined;
  sessions: number;
  encodersOpen: number;
  encodersClosedForSpace: number;
}

export interface LoadedModel {
  manifest: Manifest;
  config: ModelConfig;
  /** Where the model's own tensors lie; attribution and interventions read what they need of them. */
  weights: ModelWeights;
  runtime: Runtime;
  /** The dictionary sets in use, at most one a kind. */
  sets: readonly ManifestSet[];
  /** Dictionaries in use, sorted by kind then layer. */
  dictionaries: readonly Dictionary[];
  provider: ProviderReport;
  /** TransformerLens names that `forward` knows. */
  sites: readonly string[];
  /** Tokens of a text, the beginning-of-text token in front; `asWritten` adds none to a text that brings its own. */
  tokenize(text: string, how?: { asWritten?: boolean }): Token[];
  /** Ids of a text however many they are, without that token. */
  encodeText(text: string): number[];
  tokenOf(id: number): TokenText;
  /** Whether a token is special by the tokenizer, or the beginning of texts. */
  isSpecial(id: number): boolean;
  /** Forward pass, features of every dictionary, predictions after every position. */
  run(tokenIds: readonly number[], onProgress?: OnProgress): Promise<RunResult>;
  /** Forward pass; the named sites, shaped as docs/numerics.md lists them. */
  forward(tokenIds: readonly number[], sites: readonly string[]): Promise<Map<string, Tensor>>;
  /** Active features of one of the model's dictionaries on its input site `x` (rows, dIn). */
  encode(dictionary: Dictionary, x: Tensor): Promise<ActiveFeatures>;
  /** The best next tokens after every row of `x` (rows, D), the last residual stream. */
  predict(x: Tensor): Promise<Prediction[][]>;
  /** Opens every session that fits, so that the first run is as fast as the next. */
  warm(): Promise<void>;
  memory(): MemoryReport;
  /** Work to be done before the model closes, by those who open sessions of their own on its weights. */
  onClose(work: () => Promise<void>): void;
  close(): Promise<void>;
}

/** Reads and checks a model folder and opens its forward pass; encoders open when first used. */
export async function openModel(modelDir: string, options: OpenModelOptions): Promise<LoadedModel> {
  const { runtime, memoryLimitBytes, twoStage, under } = options;
  const { value: read, release } = holdMadeFiles(() => readFolder(modelDir, options));
  const { manifest, config, weights, tokenizer, sets, said } = read;
  const used = under ? { ...manifest, processing: under } : manifest;
  const dictionaries = under ? said.map((each) => readUnder(each, under, weights)) : said;
  const pass = await ForwardPass.open(runtime, config, weights, used.processing).catch((error: unknown) => {
    release();
    throw error;
  });
  const encoders = new EncoderPool(runtime, pass.weightBytes, memoryLimitBytes, twoStage);
  const closing: (() => Promise<void>)[] = [];
  return {
    manifest: used,
    config,
    weights,
    runtime,
    sets,
    dictionaries,
    provider: runtime.report,
    sites: pass.siteNames,
    tokenize: tokenizer.tokenize,
    encodeText: tokenizer.encode,
    tokenOf: tokenizer.tokenOf,
    isSpecial: tokenizer.isSpecial,
    async run(tokenIds, onProgress = () => {}) {
      const total = dictionaries.length + 2;
      const sites = await pass.forward(tokenIds, [
        ...new Set([...dictionaries.map(({ hookIn }) => hookIn), pass.lastSite]),
      ]);
      let done = 1;
      onProgress({ stage: "forward", done, total });
      const features: ActiveFeatures[] = [];
      for (const dictionary of dictionaries) {
        features.push(await encoders.encode(dictionary, siteOf(sites, dictionary.hookIn)));
        onProgress({ stage: "encode", done: ++done, total });
      }
      const predictions = await pass.predict(siteOf(sites, pass.lastSite), tokenizer.tokenOf);
      onProgress({ stage: "predict", done: ++done, total });
      return { features, predictions };
    },
    forward: (tokenIds, sites) => pass.forward(tokenIds, sites),
    encode: (dictionary, x) => encoders.encode(dictionary, x),
    predict: (x) => pass.predict(x, tokenizer.tokenOf),
    warm: () => encoders.warm(dictionaries),
    memory: () => encoders.report(),
    onClose: (work) => {
      closing.push(work);
    },
    async close() {
      for (const work of closing.splice(0)) await work();
      await encoders.close();
      await pass.close();
      release();
    },
  };
}

/** What a model folder says and where its tensors lie. Dictionaries are as the manifest says they are used. */
function readFolder(modelDir: string, options: OpenModelOptions) {
  const folder = openModelFolder(modelDir);
  const manifest = readManifestOf(folder);
  const { config, weights } = readModel(folder, manifest, options.architectures);
  const tokenizer = openTokenizer(resolveModelFile(folder, manifest.files.tokenizer), config);
  const sets = listedKinds.flatMap((kind) => chooseSet(manifest, kind, options.sets?.[kind]));
  const said = sets
    .flatMap((set) => {
      const read = set.dictionaries.map((place) =>
        readDictionary(folder, { config, weights, manifest }, set, place),
      );
      checkOneSite(manifest, set, read);
      return read;
    })
    .toSorted((a, b) => listedKinds.indexOf(a.kind) - listedKinds.indexOf(b.kind) || a.layer - b.layer);
  return { manifest, config, weights, tokenizer, sets, said };
}

function siteOf(sites: Map<string, Tensor>, name: string): Tensor {
  const site = sites.get(name);
  if (!site) throw new Error(`the forward pass did not give ${name}`);
  return site;
}

function chooseSet(manifest: Manifest, kind: DictionaryKind, name: string | null | undefined): ManifestSet[] {
  if (name === null) return [];
  const ofKind = manifest.dictionarySets.filter((set) => set.kind === kind);
  if (name === undefined) return ofKind.slice(0, 1);
  const chosen = ofKind.find((set) => set.name === name);
  if (!chosen)
    throw new EngineError("not-found", `The model ${manifest.name} has no ${kind} dictionary set ${name}.`);
  return [chosen];
}

import path from "node:path";
import { claimFiles } from "@/lib/engine/dictionaries/files-claims";
import type { ReleaseForm } from "@/lib/engine/dictionaries/known-releases";

/** One dictionary of a source, by the files that it is made of. */
export interface DictionaryParts {
  /** `as-it-lies`: the engine reads it as its trainer wrote it. */
  form: ReleaseForm | "as-it-lies";
  /** Below the source: its folder, or its file of weights. */
  place: string;
  config: string | null;
  weights: string;
  /** What else belongs to it: the files of an index, a factor. */
  others?: readonly string[];
}

const weightsOfFolder = "sae_weights.safetensors";
/** Weights as other trainers call them, with the config that stands beside each. */
const configBeside: Readonly<Record<string, string>> = {
  "ae.pt": "config.json",
  "ae.pth": "config.json",
  "sae.safetensors": "cfg.json",
  "sae.safetensors.index.json": "cfg.json",
  "sae_weights.safetensors": "cfg.json",
  "sae_weights.safetensors.index.json": "cfg.json",
};
/** SAELens keeps it beside weights that it has not finished training. */
const scaler = "activation_scaler.json";
const tensorFile = /\.(?:pth?|bin|npz|safetensors)$/;
/** Of SAELens: how often each feature fires. */
const besideWeights = "sparsity.safetensors";

/** The dictionaries that a source has, by the names of its files. */
export function findDictionaryParts(names: readonly string[]): DictionaryParts[] {
  const all = new Set(names);
  const alone = standingAlone(names);
  const found: DictionaryParts[] = [];
  for (const name of names) {
    const folder = path.posix.dirname(name);
    const beside = (file: string) => path.posix.join(folder, file);
    const base = path.posix.basename(name);
    const training = tensorFile.test(name) ? name.replace(tensorFile, "_cfg.json") : "";
    if (all.has(training)) {
      found.push({ form: "weights-and-cfg", place: name, config: training, weights: name });
      continue;
    }
    const isSaeLens = base === weightsOfFolder && !all.has(beside(scaler));
    const isUsual = Object.hasOwn(configBeside, base);
    const config = isUsual ? configBeside[base] : alone.has(name) ? "cfg.json" : undefined;
    if (isSaeLens && all.has(beside("cfg.json")))
      found.push({ form: "saelens", place: folder, config: beside("cfg.json"), weights: name });
    else if (config !== undefined && all.has(beside(config))) {
      const isShard = (each: string) =>
        path.posix.dirname(each) === folder &&
        each.endsWith(".safetensors") &&
        path.posix.basename(each) !== besideWeights;
      const others = [
        ...(base.endsWith(".index.json") ? names.filter(isShard) : []),
        ...(all.has(beside(scaler)) ? [beside(scaler)] : []),
      ];
      found.push({ form: "as-it-lies", place: folder, config: beside(config), weights: name, others });
    } else if (/^final_sparse_autoencoder_.*(?<!_log_feature_sparsity)\.pth?$/.test(base))
      // Beside each, `sae_training` kept how often its features fired.
      found.push({ form: "sae-training", place: name, config: null, weights: name });
  }
  return found.toSorted((a, b) => a.place.localeCompare(b.place, "en", { numeric: true }));
}

/** Files of tensors that share their folder with no other: what else lies there says of what they are. */
function standingAlone(names: readonly string[]): Set<string> {
  const byFolder = new Map<string, string[]>();
  for (const name of names) {
    if (!tensorFile.test(name) || path.posix.basename(name) === besideWeights) continue;
    const folder = path.posix.dirname(name);
    byFolder.set(folder, [...(byFolder.get(folder) ?? []).slice(0, 1), name]);
  }
  return new Set([...byFolder.values()].flatMap((own) => (own.length === 1 ? own : [])));
}

/** The files that a dictionary is made of. */
export function filesOfDictionary({ config, weights, others = [] }: DictionaryParts): string[] {
  return [config ?? [], weights, others].flat();
}

/** Files beside a dictionary in a folder of its own that say how good it is. */
export function claimsBeside(names: readonly string[], { form, weights }: DictionaryParts): string[] {
  if (form !== "as-it-lies" && form !== "saelens") return [];
  const beside = claimFiles.map((file) => path.posix.join(path.posix.dirname(weights), file));
  return beside.filter((name) => names.includes(name));
}

/** Files of weights that none of some dictionaries is made of. */
export function notTaken(names: readonly string[], parts: readonly DictionaryParts[]): string[] {
  const taken = new Set(parts.flatMap((each) => [...filesOfDictionary(each), ...claimsBeside(names, each)]));
  return names.filter((name) => tensorFile.test(name) && !taken.has(name));
}

/** Those of a known release's dictionary. */
export function partsOf(form: ReleaseForm, place: string): DictionaryParts {
  switch (form) {
    case "saelens":
      return { form, place, config: `${place}/cfg.json`, weights: `${place}/${weightsOfFolder}` };
    case "weights-and-cfg":
      return { form, place, config: `${place.slice(0, -".pt".length)}_cfg.json`, weights: place };
    case "sae-training":
      return { form, place, config: null, weights: place };
  }
}

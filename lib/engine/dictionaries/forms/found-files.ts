import { readdirSync, realpathSync } from "node:fs";
import path from "node:path";
import { invalidFile, unsupported } from "../../errors";
import { filesOfTensors } from "../../pytorch/read-tensors";
import type { ManifestSet } from "../../weights/manifest";
import { type ModelFile, type ModelFolder, resolveModelFile } from "../../weights/model-folder";

/** The files of one dictionary. */
export interface FoundFiles {
  /** What says how it is computed; a few forms have none. */
  configFile: ModelFile | undefined;
  /** Its tensors, or the index of the files that have them. */
  weightsFile: ModelFile;
  /** The factor that SAELens keeps beside what it has not finished training. */
  scalerFile: ModelFile | undefined;
}

type Place = Pick<ManifestSet["dictionaries"][number], "folder" | "file">;

/** Names that people's tools give to a dictionary's tensors, the most particular first. */
const usualWeights = [
  ...["sae_weights.safetensors", "sae.safetensors", "ae.pt", "params.npz", "params.safetensors"],
  ...["sae_weights", "sae", "model"].map((name) => `${name}.safetensors.index.json`),
];
const tensorFile = /\.(?:safetensors|pt|pth|bin|npz)$/;
/** Of SAELens: how often each feature fires. */
const besideWeights = new Set(["sparsity.safetensors"]);
const noConfig = /\.npz$|^params\.safetensors$/;

/** Finds a dictionary's files in its folder; where there are several of weights, the manifest names one as `file`. */
export function findFiles(folder: ModelFolder, place: Place): FoundFiles {
  const names = namesIn(folder, place.folder);
  const resolve = (name: string) =>
    resolveModelFile(folder, place.folder === "." ? name : `${place.folder}/${name}`);
  const weights = place.file ?? weightsAmong(names, `${folder.name}/${place.folder}`);
  const stem = weights.replace(tensorFile, "");
  const configs = [`${stem}_cfg.json`, "cfg.json", "config.json"];
  const config = configs.find((name) => names.has(name));
  if (config === undefined && names.has("hyperparams.json"))
    throw unsupported(
      `${folder.name}/${place.folder}/hyperparams.json`,
      "it is of OpenMOSS' Language-Model-SAEs, which are not read. Convert it with SAELens first (SAE.from_pretrained, save_model)",
    );
  const isComplete = config !== undefined || (noConfig.test(weights) && names.has(weights));
  return {
    configFile: isComplete && config === undefined ? undefined : resolve(config ?? "cfg.json"),
    weightsFile: resolve(weights),
    scalerFile: names.has("activation_scaler.json") ? resolve("activation_scaler.json") : undefined,
  };
}

/** What else decides the numbers of a dictionary, beside its tensors' own file: the shards of an index, a factor. */
export function sourcesOf({ weightsFile, scalerFile }: FoundFiles): ModelFile[] {
  const [, ...shards] = filesOfTensors(weightsFile);
  return [...shards, ...(scalerFile ? [scalerFile] : [])];
}

function weightsAmong(names: ReadonlySet<string>, label: string): string {
  const usual = usualWeights.find((name) => names.has(name));
  if (usual !== undefined) return usual;
  const found = [...names].filter((name) => tensorFile.test(name) && !besideWeights.has(name)).toSorted();
  if (found.length > 1)
    throw invalidFile(
      label,
      `it has several files of weights (${found.slice(0, 3).join(", ")}): name one as file in manifest.json`,
    );
  return found[0] ?? "sae_weights.safetensors";
}

/** Nothing where the folder is missing or leads out of the model's: whatever is looked for there says so. */
function namesIn(folder: ModelFolder, relative: string): Set<string> {
  try {
    const real = realpathSync(path.resolve(folder.root, relative));
    const isInside = real === folder.root || real.startsWith(folder.root + path.sep);
    return new Set(isInside ? readdirSync(real) : []);
  } catch (error) {
    if (error instanceof Error && "code" in error) return new Set();
    throw error;
  }
}

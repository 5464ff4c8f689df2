import path from "node:path";
import type { ReleaseForm } from "@/lib/engine/dictionaries/known-releases";

/** One dictionary of a source, by the files that it is made of. */
export interface DictionaryParts {
  form: ReleaseForm;
  /** Below the source: its folder, or its file of weights. */
  place: string;
  config: string | null;
  weights: string;
}

const weightsOfFolder = "sae_weights.safetensors";

/** The dictionaries that a source has, by the names of its files. */
export function findDictionaryParts(names: readonly string[]): DictionaryParts[] {
  const all = new Set(names);
  const found: DictionaryParts[] = [];
  for (const name of names) {
    const folder = path.posix.dirname(name);
    const beside = (file: string) => path.posix.join(folder, file);
    if (path.posix.basename(name) === weightsOfFolder && all.has(beside("cfg.json")))
      found.push({ form: "saelens", place: folder, config: beside("cfg.json"), weights: name });
    if (!name.endsWith(".pt")) continue;
    const config = `${name.slice(0, -".pt".length)}_cfg.json`;
    if (all.has(config)) found.push({ form: "weights-and-cfg", place: name, config, weights: name });
    else if (/(?:^|\/)final_sparse_autoencoder_/.test(name))
      found.push({ form: "sae-training", place: name, config: null, weights: name });
  }
  return found.toSorted((a, b) => a.place.localeCompare(b.place, "en", { numeric: true }));
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

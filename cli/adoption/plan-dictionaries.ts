import { knownReleases } from "@/lib/engine/dictionaries/known-releases";
import { AppError } from "@/lib/errors";
import {
  type DictionaryParts,
  filesOfDictionary,
  findDictionaryParts,
  notTaken,
  partsOf,
} from "./dictionary-parts";
import { openSource, type SourceFiles, type SourceOptions } from "./source-files";

/** Dictionaries that are adopted together, before it is known of which kind they are. */
export interface PlannedDictionaries {
  source: SourceFiles;
  parts: readonly DictionaryParts[];
  /** A known release's, by its name; null for what is not known. */
  release: string | null;
  /** How its set is called; of those of one model each otherwise. */
  setName: string;
  /** Files of weights of the source that are no part of it. */
  left: readonly string[];
}

/** What is asked for by one `--dictionaries`: the name of a release that is known, a folder, or a repository. */
export async function planDictionaries(text: string, options: SourceOptions): Promise<PlannedDictionaries[]> {
  const release = Object.hasOwn(knownReleases, text) ? knownReleases[text] : undefined;
  if (!release) {
    const source = await openSource(text, options);
    const parts = findDictionaryParts(source.names);
    if (parts.length === 0)
      throw new AppError(
        "unprocessable",
        `${source.label} has no dictionaries: neither folders with cfg.json and sae_weights.safetensors (SAELens) or sae.safetensors (sparsify), or with config.json and ae.pt (dictionary_learning), nor folders with cfg.json and one file of tensors, nor files NAME.pt or NAME.pth with NAME_cfg.json. A params.npz does not say where it belongs: put it into the model's folder by hand, and name its layer in manifest.json.`,
      );
    const left = notTaken(source.names, parts);
    return [{ source, parts, release: null, setName: source.name, left }];
  }
  const { repository, revision = "main", form, sets } = release;
  const source = await openSource(`hub:${repository}@${revision}`, options);
  return sets.map(({ name, dictionaries }) => {
    const parts = dictionaries.map(({ path }) => partsOf(form, path));
    const missing = parts.flatMap(filesOfDictionary).find((file) => !source.names.includes(file));
    if (missing !== undefined)
      throw new AppError(
        "not-found",
        `${repository} has no ${missing} any more, which the release ${text} is known to have. commons adopt --check-known looks at all of them.`,
      );
    return { source, parts, release: text, setName: name, left: [] };
  });
}

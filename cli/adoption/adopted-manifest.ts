import type { DictionaryKind } from "@/lib/circuit-format/kinds";
import type { NormRule } from "@/lib/engine/architectures/architecture";
import { type Manifest, manifestFormat, type StatedProcessing } from "@/lib/engine/weights/manifest";
import { decideProcessing } from "./decide-processing";
import type { KnownModel } from "./known-models";
import type { PlacedDictionary } from "./place-dictionary";
import type { PlannedDictionaries } from "./plan-dictionaries";

/** Dictionaries of one kind in a model folder, a layer each. */
export interface PlacedSet {
  kind: DictionaryKind;
  name: string;
  planned: PlannedDictionaries;
  dictionaries: (PlacedDictionary & { folder: string; place: string })[];
}

interface Adopted {
  name: string;
  /** The word of the family that reads its files, and the norm they say it has. */
  architecture: string;
  norm: NormRule["kind"];
  known: KnownModel | undefined;
  /** Names by which files of dictionaries call it, beside a known model's. */
  knownAs?: readonly string[];
  licence?: string;
  /** Of a hub, whence its files come: of its name there is one model. */
  repository: string | null;
  /** As the card of its files states it. */
  modelLicence: string | null;
  processing?: StatedProcessing;
  /** The name of its file. */
  weights: string;
  sets: readonly PlacedSet[];
}

/** The manifest of a model whose files and dictionaries lie in its folder. */
export function manifestOf(adopted: Adopted): Omit<Manifest, "description"> & { description?: string } {
  const { name, architecture, known, licence, modelLicence, processing: adopter, weights, sets } = adopted;
  const { repository } = adopted;
  const statedOf = (set: PlacedSet) => set.dictionaries.map(({ stated }) => stated);
  const names = known?.knownAs ?? (repository === null ? [] : [repository]);
  const knownAs = [...new Set([...names, ...(adopted.knownAs ?? [])])];
  const processing = decideProcessing(
    sets.map((set) => ({ ...set, release: set.planned.release, stated: statedOf(set) })),
    adopter,
    adopted.norm,
  );
  return {
    format: manifestFormat,
    name,
    displayName: known?.displayName ?? name,
    ...(known && { description: known.description }),
    architecture,
    licence: licence ?? known?.licence ?? modelLicence ?? "not stated",
    ...(knownAs.length > 0 && { knownAs }),
    files: { config: "config.json", weights, tokenizer: "tokenizer.json" },
    processing,
    dictionarySets: sets.map(({ kind, name: setName, planned, dictionaries }) => {
      const { release, source } = planned;
      const [only] = dictionaries;
      return {
        ...{ kind, name: setName },
        licence: source.licence ?? "not stated",
        source: {
          ...(release !== null && { release }),
          ...(source.repository !== null && { repository: source.repository }),
          ...(only && dictionaries.length === 1 && { file: only.place }),
        },
        // The adopter's word; a known release's is taken from the list of those.
        ...(adopter && { processing: adopter }),
        dictionaries: dictionaries
          .map(({ layer, folder }) => ({ layer, folder }))
          .toSorted((a, b) => a.layer - b.layer),
      };
    }),
  };
}

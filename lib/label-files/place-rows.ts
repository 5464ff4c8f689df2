import { db } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { setSegment } from "@/lib/features/feature-address";
import { findDictionaries, type WhichDictionaries } from "./find-dictionaries";
import type { ToldBy } from "./import-report";
import type { FileRow } from "./read-rows";

export interface Place {
  id: string;
  dSae: number;
  toldBy: ToldBy;
}

type Dictionary = Omit<Place, "toldBy">;
export type Placing = (row: FileRow) => Promise<Place | { why: string; isUnknown: boolean }>;

const unknown = (why: string) => ({ why, isUnknown: true });

/**
 * Of which dictionary rows are: by the checksum in them where they have one, and by nothing else then; else the one that was named by
 * hand, for rows of one source; else the one that has the names they say. Each is looked for once.
 */
export function placing(byHand: Dictionary | undefined): Placing {
  const byChecksum = new Map<string, Promise<Dictionary[]>>();
  let byName: Promise<Map<string, Dictionary[]>> | undefined;
  let ofFile: string | undefined;
  return async ({ checksum, source }) => {
    if (checksum !== null) {
      const found = byChecksum.get(checksum) ?? withChecksum(checksum);
      byChecksum.set(checksum, found);
      const known = await found;
      const [first, second] = byHand ? known.filter(({ id }) => id === byHand.id) : known;
      if (first && !second) return { ...first, toldBy: "content" };
      if (second) return unknown("several dictionaries here have its checksum: name one");
      return unknown(
        byHand ? "its checksum is of another dictionary" : "no dictionary here has its checksum",
      );
    }
    if (!byHand) {
      byName ??= findNames();
      const [first, second] = (await byName).get(source) ?? [];
      if (first && !second) return { ...first, toldBy: "name" };
      return unknown(
        "the file does not tell its dictionary by content, nor by a name of this site: name one",
      );
    }
    ofFile ??= source;
    if (ofFile !== source) return unknown(`it is of another source than the file's first, ${ofFile}`);
    return { ...byHand, toldBy: "hand" };
  };
}

const withChecksum = (checksum: string): Promise<Dictionary[]> =>
  db().dictionary.findMany({ where: { checksum }, take: 10, select: { id: true, dSae: true } });

/** Every dictionary by what a source is called that is this site's own: model, layer and set, as files that it writes say them. */
async function findNames(): Promise<Map<string, Dictionary[]>> {
  const rows = await db().dictionary.findMany({
    select: {
      ...{ id: true, dSae: true, layer: true },
      set: { select: { kind: true, name: true, model: { select: { name: true } } } },
    },
  });
  const names = new Map<string, Dictionary[]>();
  for (const { id, dSae, layer, set } of rows) {
    const { kind, name, model } = set;
    const source = `${model.name}/${layer}-${setSegment({ kind, set: name })}`;
    names.set(source, [...(names.get(source) ?? []), { id, dSae }]);
  }
  return names;
}

/** Throws "not-found", and "invalid-input" where several dictionaries are named. */
export async function oneDictionary(named: WhichDictionaries): Promise<Dictionary> {
  const [first, second] = await findDictionaries(named);
  if (!first || second)
    throw new AppError("invalid-input", "Name one dictionary: a model, a set and a layer.");
  const { id } = first.dictionary;
  return db().dictionary.findUniqueOrThrow({ where: { id }, select: { id: true, dSae: true } });
}

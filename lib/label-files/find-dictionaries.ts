import { db, type Prisma } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { readSetSegment } from "@/lib/features/feature-address";
import { getModel, type ModelView } from "@/lib/models/get-model";

const fields = {
  ...{ id: true, layer: true, checksum: true },
  set: {
    select: {
      ...{ kind: true, name: true, checksum: true },
      ...{ release: true, repository: true, sourceFile: true },
    },
  },
} satisfies Prisma.DictionarySelect;

type Found = Prisma.DictionaryGetPayload<{ select: typeof fields }>;

/** A dictionary and what tells whose labels these are. */
export interface LabelledDictionary {
  dictionary: Pick<Found, "id" | "layer" | "checksum">;
  set: Found["set"];
  model: Pick<ModelView, "name" | "checksum">;
}

export interface WhichDictionaries {
  model: string;
  /** As addresses say it: `attn`, `attn.strict`. */
  set?: string | undefined;
  layer?: number | undefined;
}

/** The dictionaries of a model, all or of a set and a layer, in their order. Throws "not-found" where there are none. */
export async function findDictionaries({ model: name, set, layer }: WhichDictionaries) {
  const { id: modelId, checksum, name: modelName } = await getModel(name);
  const named = set === undefined ? undefined : readSetSegment(set);
  if (set !== undefined && !named) throw noDictionaries();
  const rows = await db().dictionary.findMany({
    where: {
      set: { modelId, ...(named && { kind: named.kind, name: named.set }) },
      ...(layer !== undefined && { layer }),
    },
    orderBy: [{ set: { kind: "asc" } }, { set: { rank: "asc" } }, { layer: "asc" }],
    select: fields,
  });
  if (rows.length === 0) throw noDictionaries();
  return rows.map(
    ({ set: of, ...dictionary }): LabelledDictionary => ({
      ...{ dictionary, set: of, model: { name: modelName, checksum } },
    }),
  );
}

const noDictionaries = () =>
  new AppError("not-found", "The model has no such dictionary. Its page lists those that it has.");

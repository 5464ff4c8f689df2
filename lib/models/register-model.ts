import { db, type Transaction } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import type { DictionarySetDescription, ModelDescription } from "./model-description";
import { packVocabulary } from "./vocabulary";

/**
 * Makes a model, its dictionary sets and their features known to the site. Again with the same files it changes
 * nothing; with other files under a known name it is refused, because everything stored under that name was
 * computed with the old ones. Sets may be added later.
 */
export async function registerModel(description: ModelDescription): Promise<{ modelId: string }> {
  const { name, displayName, architecture, licence, checksum, layers, heads, dModel, processing } =
    description;
  const { contextLength, vocabularySize, sets } = description;
  const shape = { layers, heads, dModel, contextLength, vocabularySize };
  const parameterCount = BigInt(description.parameterCount);
  const texts = { name, displayName, description: description.description, architecture, licence, checksum };
  return db().$transaction(
    async (tx) => {
      // One registration at a time, so that two machines starting at once do not race.
      await tx.$executeRaw`select pg_advisory_xact_lock(hashtext('register-model'))`;
      const known = await tx.model.findUnique({
        where: { name },
        select: { id: true, checksum: true },
      });
      if (known && known.checksum !== checksum) throw changed(`model ${name}`);
      const model =
        known ??
        (await tx.model.create({
          data: { ...texts, ...shape, processing: { ...processing }, parameterCount },
          select: { id: true },
        }));
      // One registered by an earlier release has none yet.
      await tx.vocabulary.createMany({
        data: { modelId: model.id, texts: packVocabulary(description.tokenTexts) },
        skipDuplicates: true,
      });
      for (const set of sets) await registerSet(tx, model.id, name, set);
      return { modelId: model.id };
    },
    { timeout: 120_000 },
  );
}

async function registerSet(
  tx: Transaction,
  modelId: string,
  modelName: string,
  set: DictionarySetDescription,
) {
  const where = { modelId_name: { modelId, name: set.name } };
  const known = await tx.dictionarySet.findUnique({ where, select: { checksum: true } });
  if (known) {
    if (known.checksum !== set.checksum) throw changed(`dictionary set ${set.name} of ${modelName}`);
    return;
  }
  const { kind, name, displayName, licence, checksum } = set;
  const dictionaries = set.dictionaries.map(
    ({ dFeatures, layer, architecture, hookIn, hookOut, ...rest }) => ({
      ...{ layer, dSae: dFeatures, architecture, hookIn, hookOut, checksum: rest.checksum },
    }),
  );
  const created = await tx.dictionarySet.create({
    data: { kind, name, displayName, licence, checksum, modelId, dictionaries: { create: dictionaries } },
    select: { dictionaries: { select: { id: true, dSae: true } } },
  });
  for (const { id, dSae } of created.dictionaries) {
    await tx.$executeRaw`
      insert into "Feature" ("dictionaryId", "index") select ${id}::uuid, generate_series(0, ${dSae - 1}::int)`;
  }
}

function changed(what: string): AppError {
  return new AppError(
    "conflict",
    `The files of ${what} differ from those it was registered with. A name stands for one set of weights: give the new files a new name.`,
  );
}

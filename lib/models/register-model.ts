import { db, type Transaction } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import type { KeptFit, SetFit } from "@/lib/evidence-format/fit";
import { judgeFit } from "@/lib/evidence-format/judge-fit";
import type { DictionarySetDescription, ModelDescription } from "./model-description";
import { packTokenizer } from "./vocabulary";

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
      await tx.model.createMany({
        data: { ...texts, ...shape, processing: { ...processing }, parameterCount },
        skipDuplicates: true,
      });
      // Held, so that of several starts at once one after the other looks at the sets.
      const [model] = await tx.$queryRaw<{ id: string; checksum: string }[]>`
        select id, checksum from "Model" where name = ${name} for no key update`;
      if (model?.checksum !== checksum) throw changed(`model ${name}`);
      // Of one registered by an earlier release there are only the tokens' texts.
      await tx.$executeRaw`
        insert into "Vocabulary" ("modelId", "tokenizer")
        values (${model.id}::uuid, ${packTokenizer(description.tokenizer)})
        on conflict ("modelId") do update set "tokenizer" = excluded."tokenizer", "texts" = null
        where "Vocabulary"."tokenizer" is null`;
      for (const [rank, set] of sets.entries()) {
        await registerSet(tx, model.id, name, { ...set, rank });
        if (set.fit) await keepFit(tx, model.id, set, set.fit);
      }
      return { modelId: model.id };
    },
    { timeout: 120_000 },
  );
}

async function registerSet(
  tx: Transaction,
  modelId: string,
  modelName: string,
  set: DictionarySetDescription & { rank: number },
) {
  const { kind, name, displayName, licence, checksum, rank } = set;
  const { release, repository, file: sourceFile } = set.source;
  const [created] = await tx.dictionarySet.createManyAndReturn({
    data: { kind, name, displayName, licence, checksum, release, repository, sourceFile, rank, modelId },
    skipDuplicates: true,
    select: { id: true },
  });
  if (!created) {
    const where = { modelId_kind_name: { modelId, kind, name } };
    const known = await tx.dictionarySet.findUniqueOrThrow({ where, select: { id: true, checksum: true } });
    if (known.checksum !== checksum) throw changed(`dictionary set ${kind}/${name} of ${modelName}`);
    // It may be stated later, and is no part of what the set computes.
    await tx.dictionarySet.update({ where, data: { rank, release, repository, sourceFile } });
    // A manifest may say later how its model was processed, and earlier releases did not keep it.
    for (const { layer, training } of set.dictionaries)
      await tx.dictionary.updateMany({
        where: { setId: known.id, layer, NOT: { training: { equals: training } } },
        data: { training },
      });
    return;
  }
  const dictionaries = await tx.dictionary.createManyAndReturn({
    data: set.dictionaries.map(({ dFeatures, ...rest }) => ({ ...rest, setId: created.id, dSae: dFeatures })),
    select: { id: true, dSae: true },
  });
  for (const { id, dSae } of dictionaries) {
    await tx.$executeRaw`
      insert into "Feature" ("dictionaryId", "index") select ${id}::uuid, generate_series(0, ${dSae - 1}::int)`;
  }
}

/** Beside what else is known of each dictionary's quality. */
async function keepFit(
  tx: Transaction,
  modelId: string,
  { kind, name, insisted = null }: DictionarySetDescription,
  fit: SetFit,
): Promise<void> {
  const { opens, windows, tokens, corpus } = fit;
  const judged = { ...judgeFit(fit), opens, insisted, windows, tokens, corpus: corpus.name };
  const known = await tx.dictionary.findMany({
    where: { set: { modelId, kind, name } },
    select: { id: true, layer: true },
  });
  for (const { id, layer } of known) {
    const dictionary = fit.dictionaries.find((each) => each.layer === layer) ?? null;
    const kept: { fit: KeptFit } = { fit: { ...judged, dictionary } };
    // Again with the same it changes nothing, so that no page is made anew.
    await tx.$executeRaw`
      insert into "DictionaryQuality" ("dictionaryId", "measured", "computedBy")
      values (${id}::uuid, ${JSON.stringify(kept)}::jsonb, 'commons prove')
      on conflict ("dictionaryId") do update
      set "measured" = "DictionaryQuality"."measured" || excluded."measured", "measuredAt" = now()
      where "DictionaryQuality"."measured" -> 'fit' is distinct from excluded."measured" -> 'fit'`;
  }
}

function changed(what: string): AppError {
  return new AppError(
    "conflict",
    `The files of ${what} differ from those it was registered with. A name stands for one set of weights: give the new files a new name.`,
  );
}

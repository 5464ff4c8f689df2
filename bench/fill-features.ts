import { db } from "@/lib/db/client";
import { unpackDocument } from "@/lib/documents/packed-document";
import { evidenceSchema } from "@/lib/evidence-format/evidence";

/** As many as a site with two dozen dictionaries of a small model has; fewer where one only wants to see that it works. */
const dictionaries = 24;
const featuresEach = Number(process.env.FEATURES_EACH || 25_000);

/** Evidence of less has hardly an example. */
const minBytes = 1_000;

const words = [
  "after",
  "before",
  "says",
  "in a list",
  "the last name",
  "a comma",
  "quoted",
  "of two",
  "plural",
  "past",
];

/**
 * Fills a site's database with features of a made-up model, 600,000 if nobody says otherwise: each has one of the pieces of evidence that are there
 * already, with all its examples, under a name of its own. Returns how many features and examples there are then.
 */
export async function fillFeatures(model: string): Promise<{ features: number; examples: number }> {
  await db().$executeRaw`
    insert into "Model" (id, name, "displayName", description, architecture, licence, checksum, layers, heads, "dModel",
      "contextLength", "vocabularySize", "parameterCount", processing)
    select gen_random_uuid(), ${model}, 'A large model', '', architecture, licence, ${model}, ${dictionaries / 2},
      heads, "dModel", "contextLength", "vocabularySize", "parameterCount", processing
    from "Model" order by id limit 1`;
  for (const kind of ["resid", "mlp"])
    await db().$executeRaw`
      with added as (
        insert into "DictionarySet" (id, "modelId", kind, name, "displayName", licence, checksum)
        select gen_random_uuid(), id, ${kind}::"DictionaryKind", ${kind}, ${kind}, '', '' from "Model" where name = ${model}
        returning id)
      insert into "Dictionary" (id, "setId", layer, "dSae", architecture, "hookIn", "hookOut", checksum)
      select gen_random_uuid(), added.id, layer, ${featuresEach}::int, 'standard', 'in', 'out', ''
      from added, generate_series(0, ${dictionaries / 2 - 1}::int) layer`;
  const places = await db().$queryRaw<{ id: string }[]>`
    select d.id from "Dictionary" d join "DictionarySet" s on s.id = d."setId" join "Model" m on m.id = s."modelId"
    where m.name = ${model}`;
  for (const { id } of places) {
    await db().$executeRaw`
      insert into "Feature" ("dictionaryId", index) select ${id}::uuid, generate_series(0, ${featuresEach - 1}::int)`;
    await db().$executeRaw`
      with given as (
        select row_number() over () - 1 as n, e.* from "FeatureEvidence" e
        join "Dictionary" d on d.id = e."dictionaryId" join "DictionarySet" s on s.id = d."setId"
        join "Model" m on m.id = s."modelId" where m.name <> ${model}
        and octet_length(e.document) > ${minBytes})
      insert into "FeatureEvidence" ("dictionaryId", index, "indexId", "standIn", density, "maxActivation", document)
      select ${id}::uuid, f, "indexId", (${words}::text[])[1 + f % 10] || ' number ' || f, random() ^ 4, 100 * random(), document
      from generate_series(0, ${featuresEach - 1}::int) f
      join given on given.n = f % (select count(*) from given)`;
  }
  await db().$executeRawUnsafe("analyze");
  const features = places.length * featuresEach;
  return { features, examples: features * (await examplesEach(model)) };
}

/** How many examples the pieces of evidence have that were given again, on average. */
async function examplesEach(model: string): Promise<number> {
  const given = await db().featureEvidence.findMany({
    where: { dictionary: { set: { model: { name: { not: model } } } } },
    select: { document: true },
  });
  const counts = given
    .filter(({ document }) => document.length > minBytes)
    .map(({ document }) => evidenceSchema.parse(unpackDocument(document)))
    .map(({ top, bands }) => top.length + bands.reduce((sum, { drawn }) => sum + drawn.length, 0));
  return counts.reduce((sum, count) => sum + count, 0) / counts.length;
}

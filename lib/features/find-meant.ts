import { db } from "@/lib/db/client";
import type { FeatureReference } from "./feature-reference";
import type { MeantFeatures } from "./list-view";
import { matchReference, type ReferenceModel } from "./match-reference";

/** The features that somebody's id may mean here, of one model or of all. */
export async function findMeant(
  reference: FeatureReference,
  model: string | undefined,
): Promise<MeantFeatures> {
  const { candidates, sentence } = matchReference(reference, await findReferenceModels(model));
  const named = await db().$queryRaw<{ place: number; name: string | null }[]>`
    select w.place, n.name
    from jsonb_to_recordset(${JSON.stringify(candidates.map(({ address }, place) => ({ ...address, place })))}::jsonb)
      as w(place int, model text, kind text, set text, layer int, index int)
    join "Model" m on m.name = w.model
    join "DictionarySet" s on s."modelId" = m.id and s.kind::text = w.kind and s.name = w.set
    join "Dictionary" d on d."setId" = s.id and d.layer = w.layer
    join "FeatureName" n on n."dictionaryId" = d.id and n.index = w.index`;
  const names = new Map(named.map(({ place, name }) => [place, name]));
  const features = candidates.map(({ address, words }, place) => ({
    ...address,
    name: names.get(place) ?? null,
    words,
  }));
  return { features, sentence };
}

/** What features' ids are looked for in: all models here, or the one that is named. */
export async function findReferenceModels(model?: string): Promise<ReferenceModel[]> {
  const models = await db().model.findMany({
    where: model === undefined ? {} : { name: model },
    orderBy: { id: "asc" },
    select: {
      ...{ name: true, displayName: true, layers: true, heads: true },
      dictionarySets: {
        orderBy: [{ kind: "asc" }, { rank: "asc" }],
        select: {
          ...{ kind: true, name: true, displayName: true },
          dictionaries: {
            orderBy: { layer: "asc" },
            select: { layer: true, dSae: true, hookIn: true, hookOut: true },
          },
        },
      },
    },
  });
  return models.map(({ dictionarySets, ...rest }) => ({
    ...rest,
    sets: dictionarySets.map((set) => ({
      ...set,
      dictionaries: set.dictionaries.map(({ dSae, ...dictionary }) => ({ ...dictionary, features: dSae })),
    })),
  }));
}

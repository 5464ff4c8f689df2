import { db } from "@/lib/db/client";
import { type FeatureAddress, featurePath } from "./feature-address";
import type { FeatureReference } from "./feature-reference";
import type { MeantFeatures } from "./list-view";
import { matchReference } from "./match-reference";

/** The features that somebody's id may mean here, of one model or of all. */
export async function findMeant(
  reference: FeatureReference,
  model: string | undefined,
): Promise<MeantFeatures> {
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
  const { candidates, sentence } = matchReference(
    reference,
    models.map(({ dictionarySets, ...rest }) => ({
      ...rest,
      sets: dictionarySets.map((set) => ({
        ...set,
        dictionaries: set.dictionaries.map(({ dSae, ...dictionary }) => ({ ...dictionary, features: dSae })),
      })),
    })),
  );
  const named = await db().featureEvidence.findMany({
    where: { OR: candidates.map(({ address }) => evidenceOf(address)) },
    select: {
      ...{ index: true, standIn: true },
      dictionary: {
        select: {
          layer: true,
          set: { select: { kind: true, name: true, model: { select: { name: true } } } },
        },
      },
    },
  });
  const names = new Map(
    named.map(({ index, standIn, dictionary: { layer, set } }) => [
      featurePath({ model: set.model.name, kind: set.kind, set: set.name, layer, index }),
      standIn,
    ]),
  );
  const features = candidates.map(({ address, words }) => ({
    ...address,
    name: names.get(featurePath(address)) ?? null,
    words,
  }));
  return { features, sentence };
}

function evidenceOf({ model, kind, set, layer, index }: FeatureAddress) {
  return { index, dictionary: { layer, set: { kind, name: set, model: { name: model } } } };
}

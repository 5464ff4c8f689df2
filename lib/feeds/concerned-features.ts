import { Prisma } from "@/lib/db/client";
import { type FeatureAddress, featurePath } from "@/lib/features/feature-address";

/** Of who labelled and judged more features, those they came to last. */
const maxOfPerson = 500;
/** Of who published more, the circuits of their latest findings. */
const maxCircuits = 50;
/** Of each circuit, as the catalogue finds it by its features: those with the most influence. */
const maxOfCircuit = 100;

/** Whose features. */
export interface Concerned {
  userId: string;
  /** The circuits of their published findings, the latest first. */
  circuitIds: readonly string[];
}

/** The features that somebody labelled, judged or has in a finding's circuit, as rows of "dictionaryId" and index. */
export function concernedFeatures({ userId, circuitIds }: Concerned): Prisma.Sql {
  return Prisma.sql`(
    (select "dictionaryId", index from "Label" where "authorId" = ${userId}::uuid and "withdrawnAt" is null
      order by id desc limit ${maxOfPerson})
    union
    (select "dictionaryId", index from "Judgement" where "judgeId" = ${userId}::uuid and "takenBackAt" is null order by id desc limit ${maxOfPerson})
    union
    select f."dictionaryId", f.index from unnest(${circuitIds.slice(0, maxCircuits)}::uuid[]) as c(id)
      cross join lateral (
        select "featureId" from "CircuitFeature" where "circuitId" = c.id order by influence desc limit ${maxOfCircuit}) n
      join "Feature" f on f.id = n."featureId")`;
}

/** What says of which feature a row is. */
export interface OfFeature extends FeatureAddress {
  side: "input" | "output";
}

/** The joins and columns that name the feature of a row `of`. */
export const featureColumns = Prisma.sql`m.name as model, s.kind::text as kind, s.name as set, d.layer`;
export const featureJoins = Prisma.sql`join "Dictionary" d on d.id = of."dictionaryId"
  join "DictionarySet" s on s.id = d."setId" join "Model" m on m.id = s."modelId"`;

/** Where a feature's labels stand on its page. */
export function labelsPath(feature: FeatureAddress): string {
  return `${featurePath(feature)}#labels`;
}

const asks = { input: "what makes it fire", output: "what it makes the model say" } as const;

/** Which side of which feature, in words. */
export function sideOfFeature({ model, kind, layer, index, side }: OfFeature): string {
  return `${kind}.${layer}.${index} of ${model}, ${asks[side]}`;
}

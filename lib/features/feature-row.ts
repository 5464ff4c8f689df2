import { db } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import type { FeatureAddress } from "./feature-address";

/** A feature with its dictionary, its set and its model, and what is stored of what a corpus showed of it. */
export interface FeatureRow {
  featureId: bigint;
  dictionaryId: string;
  features: number;
  architecture: string;
  hookIn: string;
  hookOut: string;
  setId: string;
  setName: string;
  setDisplayName: string;
  setLicence: string;
  /** Whether a text is read with this set where none is chosen. */
  isFirstSet: boolean;
  modelId: string;
  modelName: string;
  modelDisplayName: string;
  layers: number;
  heads: number;
  vocabularySize: number;
  /** What it is called; null before anybody labelled it or a corpus was read. */
  name: string | null;
  /** How that stands: lib/labels/view.ts, or "rule". */
  named: string | null;
  density: number | null;
  document: Uint8Array | null;
  /** lib/evidence-format/quality.ts; null where nothing measured it. */
  quality: unknown;
}

/** The row of a feature, in one query. Throws "not-found" with what there is instead. */
export async function getFeatureRow(address: FeatureAddress): Promise<FeatureRow> {
  const { model, kind, set, layer, index } = address;
  const [row] = await db().$queryRaw<FeatureRow[]>`
    select f.id as "featureId", d.id as "dictionaryId", d."dSae" as features, d.architecture, d."hookIn", d."hookOut",
      s.id as "setId", s.name as "setName", s."displayName" as "setDisplayName", s.licence as "setLicence",
      not exists (select from "DictionarySet" o where o."modelId" = m.id and o.kind = s.kind and o.rank < s.rank) as "isFirstSet",
      m.id as "modelId", m.name as "modelName", m."displayName" as "modelDisplayName",
      m.layers, m.heads, m."vocabularySize",
      n.name, n.named, e.density, e.document, q.measured as quality
    from "Model" m
    join "DictionarySet" s on s."modelId" = m.id and s.kind = ${kind}::"DictionaryKind" and s.name = ${set}
    join "Dictionary" d on d."setId" = s.id and d.layer = ${layer}
    join "Feature" f on f."dictionaryId" = d.id and f.index = ${index}
    left join "FeatureEvidence" e on e."dictionaryId" = d.id and e.index = f.index
    join "FeatureName" n on n."dictionaryId" = d.id and n.index = f.index
    left join "DictionaryQuality" q on q."dictionaryId" = d.id
    where m.name = ${model}`;
  if (!row) throw new AppError("not-found", await whatIsMissing(address));
  return row;
}

interface FeatureKeys {
  /** By which circuits name it. */
  id: bigint;
  /** By which what is known of it is found, with its index. */
  dictionaryId: string;
  index: number;
}

/** The keys of a feature. Throws "not-found". */
export async function getFeatureKeys(address: FeatureAddress): Promise<FeatureKeys> {
  const { model, kind, set, layer, index } = address;
  const found = await db().feature.findFirst({
    where: { index, dictionary: { layer, set: { kind, name: set, model: { name: model } } } },
    select: { id: true, dictionaryId: true, index: true },
  });
  if (!found) throw new AppError("not-found", await whatIsMissing(address));
  return found;
}

/** Which part of an address is not there, and what is. */
async function whatIsMissing({ model, kind, set, layer }: FeatureAddress): Promise<string> {
  const found = await db().model.findUnique({
    where: { name: model },
    select: {
      dictionarySets: {
        orderBy: [{ kind: "asc" }, { rank: "asc" }],
        select: {
          kind: true,
          name: true,
          dictionaries: { orderBy: { layer: "asc" }, select: { layer: true, dSae: true } },
        },
      },
    },
  });
  if (!found) return `There is no model named ${model.slice(0, 80)} here.`;
  const sets = found.dictionarySets;
  const asked = sets.find((each) => each.kind === kind && each.name === set);
  if (!asked)
    return `${model} has no ${kind} dictionaries named ${set.slice(0, 80)} here. It has ${listed(sets.map(nameOf))}.`;
  const dictionary = asked.dictionaries.find((each) => each.layer === layer);
  if (!dictionary)
    return `${model} has no ${nameOf(asked)} dictionary at layer ${layer}. It has them at ${listed(asked.dictionaries.map((each) => String(each.layer)))}.`;
  return `${nameOf(asked)}.${layer} of ${model} has the features 0 to ${dictionary.dSae - 1}.`;
}

function nameOf({ kind, name }: { kind: string; name: string }): string {
  return kind === name ? kind : `${kind}.${name}`;
}

function listed(names: string[]): string {
  return names.length === 0 ? "none" : new Intl.ListFormat("en").format(names);
}

import type { DictionaryKind } from "@/lib/circuit-format/kinds";
import { formatFeature } from "@/lib/circuit-format/node-id";
import { db, Prisma } from "@/lib/db/client";
import { featurePath } from "@/lib/features/feature-address";
import { type FoundRow, foundGroup, maxCandidates, type SearchPage } from "./found-page";
import type { LookedFor } from "./looked-for";
import { partsOf, wholeMarked } from "./marked-parts";
import type { FoundGroup } from "./view";

interface Row extends FoundRow {
  marked: string;
  index: number;
  layer: number;
  kind: DictionaryKind;
  set: string;
  model: string;
  modelName: string;
}

/**
 * Features whose names have the words: those first of whose name they are the greatest part, then the most frequent. Names are
 * those made by rule; what people call a feature is to be one more source of candidates here.
 */
export async function findInFeatures(
  lookedFor: LookedFor,
  query: string,
  { after, limit }: SearchPage,
): Promise<FoundGroup | null> {
  if (lookedFor.names === "") return null;
  const rows = await db().$queryRaw<Row[]>`
    with found as materialized (
      select e."dictionaryId", e.index, e."standIn", e.density from "FeatureEvidence" e
      where to_tsvector('simple', e."standIn") @@ ${lookedFor.names}::tsquery limit ${maxCandidates + 1}),
    ranked as (
      -- In thousandths of a name's words, and within these by density.
      select *, (1e3 * ts_rank('{1, 1, 1, 1}', to_tsvector('simple', "standIn"), ${lookedFor.names}::tsquery, 2))::int * 1000
          + (999 * density)::int as score,
        "dictionaryId"::text || '-' || to_hex(index) as key
      from found limit ${maxCandidates}),
    page as (select * from ranked where ${isAfter(after)} order by score desc, key collate "C" desc limit ${limit + 1})
    select p.key, p.score, (select count(*) from found)::int as candidates,
      ts_headline('simple', translate(p."standIn", ${"\ue000\ue001"}, ''), ${lookedFor.names}::tsquery, ${wholeMarked}) as marked,
      p.index, d.layer, s.kind::text as kind, s.name as set, m.name as model, m."displayName" as "modelName"
    from page p join "Dictionary" d on d.id = p."dictionaryId" join "DictionarySet" s on s.id = d."setId"
    join "Model" m on m.id = s."modelId"
    order by p.score desc, p.key collate "C" desc`;
  return foundGroup("features", query, rows, limit, ({ marked, modelName, ...address }) => ({
    href: featurePath(address),
    title: partsOf(marked),
    about: `feature ${formatFeature(address)} of ${modelName}`,
    excerpt: [],
  }));
}

function isAfter(after: SearchPage["after"]): Prisma.Sql {
  if (!after) return Prisma.sql`true`;
  return Prisma.sql`(score, key collate "C") < (${after.score}::int, ${after.key}::text)`;
}

import type { DictionaryKind } from "@/lib/circuit-format/kinds";
import type { LabelStanding } from "@/lib/circuit-format/label-standing";
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
  /** How the label stands whose words were found; null of a name made by rule. */
  standing: LabelStanding | null;
}

/**
 * Features whose names have the words: those first of whose name they are the greatest part, then the most frequent. A name is
 * what people call a feature, or was made by rule; one with a label is found by either.
 */
export async function findInFeatures(
  lookedFor: LookedFor,
  query: string,
  { after, limit }: SearchPage,
): Promise<FoundGroup | null> {
  if (lookedFor.names === "") return null;
  const rows = await db().$queryRaw<Row[]>`
    with found as materialized (
      -- The label stands before the name made by rule, where both have the words.
      select distinct on ("dictionaryId", index) * from (
        (select n."dictionaryId", n.index, n.text as name, coalesce(e.density, 0) as density, n.side::text as source, n.state::text as standing from "Naming" n
          -- A label is found also where no corpus was read.
          left join "FeatureEvidence" e on e."dictionaryId" = n."dictionaryId" and e.index = n.index
          where to_tsvector('simple', coalesce(n.text, '')) @@ ${lookedFor.names}::tsquery limit ${maxCandidates + 1})
        union all
        (select e."dictionaryId", e.index, e."standIn", e.density, 'rule', null from "FeatureEvidence" e
          where to_tsvector('simple', e."standIn") @@ ${lookedFor.names}::tsquery limit ${maxCandidates + 1})) each
      order by "dictionaryId", index, source limit ${maxCandidates + 1}),
    ranked as (
      -- In thousandths of a name's words, and within these by density.
      select *, (1e3 * ts_rank('{1, 1, 1, 1}', to_tsvector('simple', name), ${lookedFor.names}::tsquery, 2))::int * 1000
          + (999 * density)::int as score,
        "dictionaryId"::text || '-' || to_hex(index) as key
      from found limit ${maxCandidates}),
    page as (select * from ranked where ${isAfter(after)} order by score desc, key collate "C" desc limit ${limit + 1})
    select p.key, p.score, (select count(*) from found)::int as candidates,
      ts_headline('simple', translate(p.name, ${"\ue000\ue001"}, ''), ${lookedFor.names}::tsquery, ${wholeMarked}) as marked,
      p.standing, p.index, d.layer, s.kind::text as kind, s.name as set, m.name as model, m."displayName" as "modelName"
    from page p join "Dictionary" d on d.id = p."dictionaryId" join "DictionarySet" s on s.id = d."setId"
    join "Model" m on m.id = s."modelId"
    order by p.score desc, p.key collate "C" desc`;
  return foundGroup("features", query, rows, limit, ({ marked, modelName, standing, ...address }) => ({
    href: featurePath(address),
    title: partsOf(marked),
    about: `feature ${formatFeature(address)} of ${modelName}, ${standing ? `label ${standing}` : "name made by rule"}`,
    excerpt: [],
  }));
}

function isAfter(after: SearchPage["after"]): Prisma.Sql {
  if (!after) return Prisma.sql`true`;
  return Prisma.sql`(score, key collate "C") < (${after.score}::int, ${after.key}::text)`;
}

import type { DictionaryKind } from "@/lib/circuit-format/kinds";
import { db, Prisma } from "@/lib/db/client";
import type { families } from "@/lib/evidence-format/evidence";
import { type DensityBand, densityBands, densityEnds } from "./density-bands";
import { familyBegins } from "./family-names";
import { nearlyEvery } from "./stand-in-name";

export type CountedFamily = (typeof families)[number];

/** Of one dictionary, how many of its features are listed under each filter. */
export interface FeatureCounts {
  kind: DictionaryKind;
  set: string;
  layer: number;
  /** Of which a corpus has shown something, be it that they never fire. */
  read: number;
  /** Of these, those that people have labelled. */
  labelled: number;
  families: Readonly<Record<CountedFamily, number>>;
  bands: Readonly<Record<DensityBand, number>>;
}

interface Row {
  id: string;
  kind: DictionaryKind;
  set: string;
  layer: number;
  read: number;
  labelled: number;
  dead: number;
  alwaysOn: number;
  bands: number[];
}

interface Named {
  id: string;
  positional: number;
  duplicate: number;
}

/** How many features each dictionary of a model has by family and density, as the list of features has them; none unread. */
export async function countFeatures(modelId: string): Promise<FeatureCounts[]> {
  const inBands = densityBands.map((band) => {
    const { from, below } = densityEnds[band];
    return Prisma.sql`count(*) filter (where e.density >= ${from} and e.density < ${below})::int`;
  });
  const [rows, named] = await Promise.all([
    db().$queryRaw<Row[]>`
      select d.id, s.kind, s.name as set, d.layer, c.*,
        (select count(distinct n.index)::int from "Naming" n
          join "FeatureEvidence" e on e."dictionaryId" = n."dictionaryId" and e.index = n.index
          where n."dictionaryId" = d.id and n.text is not null) as labelled
      from "DictionarySet" s join "Dictionary" d on d."setId" = s.id
      cross join lateral (
        select count(*)::int as read, count(*) filter (where e.density = 0)::int as dead,
          count(*) filter (where e.density >= ${nearlyEvery})::int as "alwaysOn",
          array[${Prisma.join(inBands)}] as bands
        from "FeatureEvidence" e where e."dictionaryId" = d.id) c
      where s."modelId" = ${modelId}::uuid and c.read > 0
      order by s.kind, s.rank, d.layer`,
    db().$queryRaw<Named[]>`
      select e."dictionaryId" as id,
        count(*) filter (where e."standIn" like ${`${familyBegins.positional}%`})::int as positional,
        count(*) filter (where e."standIn" like ${`${familyBegins.duplicate}%`})::int as duplicate
      from "FeatureEvidence" e join "Dictionary" d on d.id = e."dictionaryId" join "DictionarySet" s on s.id = d."setId"
      where s."modelId" = ${modelId}::uuid
        and to_tsvector('simple', e."standIn") @@ to_tsquery('simple', '''position'' | (''same'' & ''as'')')
      group by e."dictionaryId"`,
  ]);
  const byId = new Map(named.map((row) => [row.id, row]));
  return rows.map(({ id, kind, set, layer, read, labelled, dead, alwaysOn, bands }) => {
    const { positional = 0, duplicate = 0 } = byId.get(id) ?? {};
    const inBand = (band: DensityBand) => bands[densityBands.indexOf(band)] ?? 0;
    return {
      ...{ kind, set, layer, read, labelled },
      families: { dead, "always-on": alwaysOn, positional, duplicate },
      bands: {
        "0-0.01": inBand("0-0.01"),
        "0.01-0.1": inBand("0.01-0.1"),
        "0.1-1": inBand("0.1-1"),
        "1-10": inBand("1-10"),
        "10-100": inBand("10-100"),
      },
    };
  });
}

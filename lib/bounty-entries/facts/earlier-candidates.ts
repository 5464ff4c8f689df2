import { featureNodesOf, weightOf } from "@/lib/bounty-rules/feature-nodes-of";
import { featureOf, formatFeature, parseFeature } from "@/lib/circuit-format/node-id";
import { db, Prisma } from "@/lib/db/client";
import type { ReadFrozen } from "../frozen";

/** By how many of a circuit's strongest features others are looked for, how many places of each are looked at, and how many circuits are compared. */
const seedFeatures = 12;
const perSeed = 5_000;
const maxCompared = 80;

/** What an entry is older or younger than. */
export interface Before {
  bountyId: string;
  entryId: string;
  findingId: string | null;
  /** Of the entry's first commitment: mending it later loses no priority. */
  since: Date;
}

/** Whether circuit `c` is one of a finding that was published before, or of another entry for the bounty that was first committed before. */
function wasBefore({ bountyId, entryId, findingId, since }: Before): Prisma.Sql {
  return Prisma.sql`exists (
    select from "Finding" f where f."circuitId" = c.id and f.id is distinct from ${findingId}::uuid and (
      exists (select from "FindingVersion" v where v."findingId" = f.id and v."publishedAt" < ${since})
      or exists (
        select from "BountyEntry" e join "EntryVersion" v on v."entryId" = e.id and v.number = 1
        where e."findingId" = f.id and e."bountyId" = ${bountyId}::uuid and e.id <> ${entryId}::uuid
          and e."withdrawnAt" is null and v."committedAt" < ${since})))`;
}

/** The circuits that share most of a circuit's strongest features' influence, of those that were there before. */
export async function candidatesFor(
  { spec, nodes }: Pick<ReadFrozen, "spec" | "nodes">,
  before: Before,
): Promise<string[]> {
  const weights = new Map<string, number>();
  for (const node of featureNodesOf({ spec, nodes })) {
    const feature = featureOf(node);
    if (!feature) continue;
    const name = formatFeature(feature);
    weights.set(name, (weights.get(name) ?? 0) + weightOf(node));
  }
  const seeds = [...weights].sort(([, a], [, b]) => b - a).slice(0, seedFeatures);
  const asked = seeds.map(([name, weight]) => ({ ...parseFeature(name), weight }));
  const rows =
    asked.length === 0
      ? await withTarget(spec.target, before)
      : await db().$queryRaw<{ id: string }[]>`
    with seeds as materialized (
      select f.id as "featureId", max(a.weight) as weight
      from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as a(kind text, layer int, index int, weight float8)
      join jsonb_to_recordset(${JSON.stringify(spec.dictionarySets)}::jsonb) as k(kind text, checksum text) on k.kind = a.kind
      join "DictionarySet" s on s.checksum = k.checksum and s.kind::text = a.kind
      join "Dictionary" d on d."setId" = s.id and d.layer = a.layer
      join "Feature" f on f."dictionaryId" = d.id and f.index = a.index
      group by f.id),
    seeded as (
      select o."circuitId", least(s.weight, sum(o.influence)) as shared from seeds s cross join lateral (
        select cf."circuitId", cf.influence from "CircuitFeature" cf where cf."featureId" = s."featureId"
        order by cf.influence desc, cf."circuitId" limit ${perSeed}) o
      group by o."circuitId", s."featureId", s.weight),
    near as (select "circuitId" as id, sum(shared) as shared from seeded group by "circuitId")
    select c.id from near n join "Circuit" c on c.id = n.id
    where c."computedAt" is not null and ${wasBefore(before)}
    order by n.shared desc, c.id limit ${maxCompared}`;
  return rows.map(({ id }) => id);
}

/** Of a circuit without features: those of the same target, wherever that stands. */
function withTarget(target: string, before: Before): Promise<{ id: string }[]> {
  return db().$queryRaw<{ id: string }[]>`
    select c.id from "Circuit" c
    where split_part(c.target, '@', 1) = ${target.split("@")[0]} and c."computedAt" is not null and ${wasBefore(before)}
    order by c.id limit ${maxCompared}`;
}

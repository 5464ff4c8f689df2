import { featureNodesOf, weightOf } from "@/lib/bounty-rules/feature-nodes-of";
import { isWithoutFeatures, leastFeatureShare } from "@/lib/bounty-rules/likeness-without-features";
import { type Feature, featureOf, formatFeature, parseFeature } from "@/lib/circuit-format/node-id";
import { db, Prisma } from "@/lib/db/client";
import type { ReadFrozen } from "../frozen";
import type { SetCounterparts } from "../likenesses";

/** By how many of a circuit's strongest features others are looked for, how many places of each are looked at, and how many circuits are compared. */
const seedFeatures = 12;
const perSeed = 5_000;
const maxCompared = 80;
/** Across dictionaries, by how many counterparts of each of those features, and how many places of each. */
const perFeature = 4;
const perCounterpart = 500;

/** What an entry is older or younger than. */
export interface Before {
  bountyId: string;
  entryId: string;
  findingId: string | null;
  memberIds: readonly string[];
  /** Of the entry's first commitment: mending it later loses no priority. */
  since: Date;
}

/**
 * Whether circuit `c` is one of a finding of others that was published before, or of another entry for the bounty that was first committed
 * before. What the entrants published themselves does not count by any rule, and would take the places of what does.
 */
function wasBefore({ bountyId, entryId, findingId, memberIds, since }: Before): Prisma.Sql {
  return Prisma.sql`exists (
    select from "Finding" f where f."circuitId" = c.id and f.id is distinct from ${findingId}::uuid and (
      f."authorId" <> all(${[...memberIds]}::uuid[])
        and exists (select from "FindingVersion" v where v."findingId" = f.id and v."publishedAt" < ${since})
      or exists (
        select from "BountyEntry" e join "EntryVersion" v on v."entryId" = e.id and v.number = 1
        where e."findingId" = f.id and e."bountyId" = ${bountyId}::uuid and e.id <> ${entryId}::uuid
          and e."withdrawnAt" is null and v."committedAt" < ${since})))`;
}

/** A feature by which circuits are looked for, and how much it weighs. */
interface Seed extends Feature {
  /** Of its dictionary set. */
  checksum: string;
  weight: number;
}

type Side = Pick<ReadFrozen, "spec" | "nodes">;

/** The circuits that share most of a circuit's strongest features' influence, of those that were there before. */
export async function candidatesFor(side: Side, before: Before): Promise<string[]> {
  const seeds = seedsOf(side);
  const rows =
    seeds.length === 0
      ? await withTarget(side.spec, before)
      : await withSeeds(seeds, perSeed, before, Prisma.empty);
  return rows.map(({ id }) => id);
}

/**
 * The same of those that were traced with other dictionary sets: by counterparts of the strongest features, each weighed by its cosine too,
 * beside the features themselves where another kind's set is the same.
 */
export async function candidatesAcross(
  side: Side,
  counterparts: readonly SetCounterparts[],
  before: Before,
): Promise<string[]> {
  const own = seedsOf(side);
  const weights = new Map(own.map((seed) => [formatFeature(seed), seed.weight]));
  const others = counterparts.flatMap(({ checksum, found }) =>
    found.flatMap(({ others, ...feature }) => {
      const weight = weights.get(formatFeature(feature)) ?? 0;
      const { kind, layer } = feature;
      return weight === 0
        ? []
        : others.slice(0, perFeature).map(([index, cosine]): Seed => {
            return { kind, layer, index, checksum, weight: weight * cosine };
          });
    }),
  );
  if (others.length === 0) return [];
  const checksums = counterparts.map(({ checksum }) => checksum);
  const isAcross = Prisma.sql`and exists (
    select from "RunSet" r join "DictionarySet" s on s.id = r."setId"
    where r."runId" = c."runId" and s.checksum = any(${checksums}))`;
  const rows = await withSeeds([...own, ...others], perCounterpart, before, isAcross);
  return rows.map(({ id }) => id);
}

/**
 * Below this the features of a circuit hold nothing that counts, by the sum of their squared influences; from it on that depends on the other
 * nodes, which no table tells of: what these come to is 1 at most, since influence ends in them.
 */
const hardlyAny = 1e-4;
const mostOfWeak = leastFeatureShare / (1 - leastFeatureShare);
/** Squares of less are nothing to a double. */
const leastInfluence = 1e-9;

/**
 * Those of the model that have the target of a circuit, or one of its counterparts, and may be without features, of those that were there before:
 * the earliest with hardly any, and as many of the others; and with features those of the other mode. Of a circuit without features all with
 * features. Of these as many as have the least.
 */
export async function candidatesWithoutFeatures(
  side: Side,
  counterparts: readonly SetCounterparts[],
  before: Before,
): Promise<string[]> {
  const { spec } = side;
  const target = withoutPosition(spec.target);
  const most = isWithoutFeatures(side) ? Number.MAX_VALUE : mostOfWeak;
  const others = counterparts.flatMap(({ found }) =>
    found
      .filter((feature) => formatFeature(feature) === target)
      .flatMap(({ others, ...feature }) => others.map(([index]) => formatFeature({ ...feature, index }))),
  );
  const rows = await db().$queryRaw<{ id: string }[]>`
    with there as materialized (
      select c.id, c.target, c.mode::text as mode from "Circuit" c ${ofModel(spec)}
      where split_part(c.target, '@', 1) = any(${[...new Set([target, ...others])]}) and c."computedAt" is not null and ${wasBefore(before)}),
    weighed as (
      select c.id, c.mode, coalesce(sum(least(1, o.influence) * least(1, o.influence)) filter (
        where s.kind || '.' || d.layer || '.' || f.index || '@' || o.position <> c.target), 0) as squares
      from there c left join "CircuitFeature" o on o."circuitId" = c.id and o.influence > ${leastInfluence}
      left join "Feature" f on f.id = o."featureId" left join "Dictionary" d on d.id = f."dictionaryId"
      left join "DictionarySet" s on s.id = d."setId"
      group by c.id, c.mode),
    placed as (
      select id, row_number() over (
        partition by squares < ${hardlyAny}, squares < ${mostOfWeak}
        order by case when squares < ${mostOfWeak} then 0 else squares end, id) as place
      from weighed where squares < ${most} or mode <> ${spec.mode})
    select id from placed where place <= ${maxCompared} order by id`;
  return rows.map(({ id }) => id);
}

/** A circuit's strongest features. */
function seedsOf({ spec, nodes }: Side): Seed[] {
  const weights = new Map<string, number>();
  for (const node of featureNodesOf({ spec, nodes })) {
    const feature = featureOf(node);
    if (!feature) continue;
    const name = formatFeature(feature);
    weights.set(name, (weights.get(name) ?? 0) + weightOf(node));
  }
  const strongest = [...weights].sort(([, a], [, b]) => b - a).slice(0, seedFeatures);
  const checksums = new Map<string, string>(
    spec.dictionarySets.map(({ kind, checksum }) => [kind, checksum]),
  );
  return strongest.flatMap(([name, weight]) => {
    const feature = parseFeature(name);
    const checksum = feature && checksums.get(feature.kind);
    return feature && checksum ? [{ ...feature, checksum, weight }] : [];
  });
}

function withSeeds(
  seeds: readonly Seed[],
  placesEach: number,
  before: Before,
  condition: Prisma.Sql,
): Promise<{ id: string }[]> {
  return db().$queryRaw<{ id: string }[]>`
    with seeds as materialized (
      select f.id as "featureId", max(a.weight) as weight
      from jsonb_to_recordset(${JSON.stringify(seeds)}::jsonb) as a(kind text, layer int, index int, checksum text, weight float8)
      join "DictionarySet" s on s.checksum = a.checksum and s.kind::text = a.kind
      join "Dictionary" d on d."setId" = s.id and d.layer = a.layer
      join "Feature" f on f."dictionaryId" = d.id and f.index = a.index
      group by f.id),
    seeded as (
      select o."circuitId", least(s.weight, sum(o.influence)) as shared from seeds s cross join lateral (
        select cf."circuitId", cf.influence from "CircuitFeature" cf where cf."featureId" = s."featureId"
        order by cf.influence desc, cf."circuitId" limit ${placesEach}) o
      group by o."circuitId", s."featureId", s.weight),
    near as (select "circuitId" as id, sum(shared) as shared from seeded group by "circuitId")
    select c.id from near n join "Circuit" c on c.id = n.id
    where c."computedAt" is not null and ${wasBefore(before)} ${condition}
    order by n.shared desc, c.id limit ${maxCompared}`;
}

function withoutPosition(target: string): string {
  return target.split("@")[0] ?? "";
}

/** Restricts circuit `c` to those of a circuit's model. */
function ofModel({ modelChecksum }: Pick<Side["spec"], "modelChecksum">): Prisma.Sql {
  return Prisma.sql`join "Run" r on r.id = c."runId" join "Model" m on m.id = r."modelId" and m.checksum = ${modelChecksum}`;
}

/** Of a circuit without feature nodes: those of the model with the same target, wherever that stands. */
function withTarget(
  spec: Pick<Side["spec"], "modelChecksum" | "target">,
  before: Before,
): Promise<{ id: string }[]> {
  return db().$queryRaw<{ id: string }[]>`
    select c.id from "Circuit" c ${ofModel(spec)}
    where split_part(c.target, '@', 1) = ${withoutPosition(spec.target)} and c."computedAt" is not null and ${wasBefore(before)}
    order by c.id limit ${maxCompared}`;
}

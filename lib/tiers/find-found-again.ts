import { readCircuits } from "@/lib/bounty-entries/facts/read-circuits";
import { counterpartsSchema } from "@/lib/counterparts/counterparts";
import { db } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { isFoundAgain } from "@/lib/evidence-format/found-again";
import { nullResultTag } from "@/lib/finding-format/result-tags";
import { noteUntold } from "@/lib/kept-pages/showing";
import { onThread } from "@/lib/threads/on-thread";
import type { ThreadWork } from "@/lib/threads/thread-work";
import { type alike, alikeAnswer } from "./alike";
import type { FindingTier } from "./view";

/** By how many of a circuit's strongest features others are looked for, at how many places of each, and how many findings are compared. */
const [seedFeatures, perSeed, maxCompared] = [12, 500, 12];
/** Across dictionary sets, by how many counterparts of each of those features. */
const perFeature = 4;

const comparing: ThreadWork<typeof alike> = {
  ...{ file: "lib/tiers/alike.ts", name: "alike", answer: alikeAnswer },
  ...{ maxMillis: 20_000, isLong: true, tooMuch: "The circuits are too large to be compared here." },
};

type FoundAgain = NonNullable<FindingTier["foundAgain"]>[number];

interface Later extends Pick<FoundAgain, "id" | "title" | "isOtherText" | "isOtherDictionaries"> {
  circuitId: string;
  handle: string;
  name: string | null;
}

/**
 * Findings of others, published after this one and public now, that found its circuit again by rule (`isFoundAgain`), the most alike first.
 * Null where too much is asked for at present, or a circuit is too large: that is not known.
 */
export async function findFoundAgain(findingId: string, circuitId: string): Promise<FoundAgain[] | null> {
  // Pages are told of no counterparts, which this depends on.
  noteUntold();
  const later = await findLater(findingId, circuitId);
  if (later.length === 0) return [];
  const likeness = await likenessTo(circuitId, [...new Set(later.map((each) => each.circuitId))]);
  if (!likeness) return null;
  return later
    .flatMap(({ circuitId: id, handle, name, ...each }): FoundAgain[] => {
      const found = { ...each, isVerified: true, likeness: likeness.get(id) ?? null };
      if (found.likeness === null || !isFoundAgain(found)) return [];
      return [{ ...each, author: { handle, name }, likeness: found.likeness }];
    })
    .toSorted((a, b) => b.likeness - a.likeness || (a.id < b.id ? -1 : 1));
}

/**
 * Findings that may be: of others, published later, no null results, of the same model, with other tokens or dictionary sets, verified, and
 * whose circuits share most of the strongest features' influence. Tokens are compared back from the target, without what stands first in
 * a text, and as far as both go: what is put in front of a text, or behind its target, makes it no other.
 */
function findLater(findingId: string, circuitId: string): Promise<Later[]> {
  return db().$queryRaw<Later[]>`
    with own as (
      select f."authorId", r."modelId", r.id as "runId", r."tokenIds"[2:split_part(c.target, '@', 2)::int + 1] as ids,
        (select min(v."publishedAt") from "FindingVersion" v where v."findingId" = f.id) as since
      from "Finding" f join "Circuit" c on c.id = f."circuitId" join "Run" r on r.id = c."runId"
      where f.id = ${findingId}::uuid),
    strongest as materialized (
      select cf."featureId", sum(cf.influence) as weight from "CircuitFeature" cf where cf."circuitId" = ${circuitId}::uuid
      group by cf."featureId" order by weight desc, cf."featureId" limit ${seedFeatures}),
    elsewhere as (
      select g.id as "featureId", max(s.weight * (o.pair->>1)::float8) as weight
      from strongest s join "Feature" f on f.id = s."featureId" join "Dictionary" d on d.id = f."dictionaryId"
      join "DictionarySet" e on e.id = d."setId"
      join "Counterparts" p on p."circuitId" = ${circuitId}::uuid and p."computedAt" is not null and p.found is not null
      cross join lateral jsonb_array_elements(p.found) each
      cross join lateral (
        select pair from jsonb_array_elements(each->'others') with ordinality as listed(pair, place) where place <= ${perFeature}) o
      join "Dictionary" h on h."setId" = p."setId" and h.layer = d.layer
      join "Feature" g on g."dictionaryId" = h.id and g.index = (o.pair->>0)::int
      where each->>'kind' = e.kind::text and (each->>'layer')::int = d.layer and (each->>'index')::int = f.index
      group by g.id),
    seeds as (select * from strongest union all select * from elsewhere),
    near as (
      select o."circuitId" as id, sum(least(s.weight, o.influence)) as shared
      from seeds s cross join lateral (
        select cf."circuitId", cf.influence from "CircuitFeature" cf
        where cf."featureId" = s."featureId" and cf."circuitId" <> ${circuitId}::uuid
        order by cf.influence desc, cf."circuitId" limit ${perSeed}) o
      group by o."circuitId"),
    later as (
      select f.id, f.title, f."circuitId", u.handle, u.name, n.shared, own.ids as "ownIds",
        r."tokenIds"[2:split_part(c.target, '@', 2)::int + 1] as ids,
        (select array_agg(s."setId" order by s.kind) from "RunSet" s where s."runId" = r.id)
          is distinct from (select array_agg(s."setId" order by s.kind) from "RunSet" s where s."runId" = own."runId")
          as "isOtherDictionaries"
      from own cross join near n join "Circuit" c on c.id = n.id join "Run" r on r.id = c."runId" and r."modelId" = own."modelId"
      join "Finding" f on f."circuitId" = c.id and f."publishedAt" is not null and f."authorId" <> own."authorId"
      join "User" u on u.id = f."authorId"
      where c."computedAt" is not null
        and (select min(v."publishedAt") from "FindingVersion" v where v."findingId" = f.id) > own.since
        and not exists (select from unnest(f.tags) tag
          where regexp_replace(lower(trim(tag)), '[[:space:]_-]+', ' ', 'g') = ${nullResultTag})
        and (select v.passed from "Verification" v where v."circuitId" = c.id and v."computedAt" is not null and v.passed is not null
          order by v.id desc limit 1)),
    compared as (
      select later.*, least(cardinality(ids), cardinality("ownIds")) as length from later)
    select id, title, "circuitId", handle, name, "isOtherDictionaries", "isOtherText"
    from (select *, ids[cardinality(ids) - length + 1:] is distinct from "ownIds"[cardinality("ownIds") - length + 1:] as "isOtherText"
      from compared) told
    where "isOtherText" or "isOtherDictionaries"
    order by shared desc, id limit ${maxCompared}`;
}

/** How alike a circuit is to each of some others; null where that cannot be told at present. */
async function likenessTo(circuitId: string, ids: string[]): Promise<Map<string, number | null> | null> {
  const [circuits, rows] = await Promise.all([
    readCircuits([circuitId, ...ids], null),
    db().counterparts.findMany({
      where: { circuitId, computedAt: { not: null } },
      select: { found: true, set: { select: { kind: true, checksum: true } } },
    }),
  ]);
  const own = circuits.find(({ id }) => id === circuitId);
  if (!own) return null;
  const others = circuits.filter(({ id }) => id !== circuitId);
  const counterparts = rows.flatMap(({ found, set }) => {
    const parsed = counterpartsSchema.safeParse(found);
    return parsed.success ? [{ ...set, found: parsed.data }] : [];
  });
  try {
    const likeness = await onThread(comparing, "site", () => ({ own, others, counterparts }));
    return new Map(others.map(({ id }, i) => [id, likeness[i] ?? null]));
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}

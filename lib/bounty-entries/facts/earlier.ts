import { type Earlier, type EntryFacts, isKnown, maxEarlier } from "@/lib/bounty-format/facts";
import { db, Prisma } from "@/lib/db/client";
import { onThread } from "@/lib/threads/on-thread";
import type { ReadFrozen } from "../frozen";
import type { SetCounterparts } from "../likenesses";
import { comparing } from "../on-thread";
import { type Before, candidatesFor } from "./earlier-candidates";
import type { Needs } from "./needs-of";
import { readCircuits } from "./read-circuits";

/** Entries whose findings were deleted since are compared by what was frozen of them: at most so many. */
const maxWithoutFinding = 20;

export interface Ask extends Before {
  needs: Pick<Needs, "isCut" | "mostLike">;
}

/** What is compared of an entry, and its frozen file. */
export type FrozenCircuit = Pick<ReadFrozen, "spec" | "nodes"> & { file: Uint8Array };

/**
 * What of before is like an entry: findings of others that were published, and other entries for the same bounty that were first committed, before it
 * was; unknown where one of them cannot be compared. Features of two dictionaries are not alike here: `earlierAcrossOf` compares them.
 */
export async function earlierOf(frozen: FrozenCircuit, ask: Ask): Promise<EntryFacts["earlier"]> {
  return compareWith(
    await candidatesFor(frozen, ask),
    { measure: "likeness@1", counterparts: [] },
    frozen,
    ask,
  );
}

interface HowAlike {
  measure: "likeness@1" | "likeness@2" | "likeness@3";
  counterparts: SetCounterparts[];
}

/** Those of some circuits, and of the entries whose findings were deleted, that are like an entry. */
export async function compareWith(
  circuitIds: string[],
  { measure, counterparts }: HowAlike,
  { spec, nodes, file }: FrozenCircuit,
  ask: Ask,
): Promise<Earlier[] | "unknown"> {
  const [circuits, orphans] = await Promise.all([
    readCircuits(circuitIds, ask.needs.isCut ? spec : null),
    readOrphans(ask),
  ]);
  const others = [
    ...circuits.map(({ spec, packed }) => ({ spec, packed })),
    ...orphans.map(({ file }) => ({ spec: null, packed: file })),
  ];
  if (others.length === 0) return [];
  const likenesses = await onThread(comparing, "site", () => ({
    ...{ own: { spec, nodes }, file },
    others,
    measure,
    isCut: ask.needs.isCut,
    counterparts,
  }));
  // One that cannot be compared may be the same.
  if (likenesses.includes(null)) return "unknown";
  const byCircuit = new Map(circuits.map(({ id }, n) => [id, likenesses[n]]));
  const found = await findingsAndEntries([...byCircuit.keys()], ask);
  const compared = [
    ...found.map(({ circuitId, ...each }) => ({ each, likeness: byCircuit.get(circuitId) })),
    ...orphans.map(({ file: _, ...each }, n) => ({ each, likeness: likenesses[circuits.length + n] })),
  ];
  const listed = (which: "whole" | "cut", by: Earlier["measure"]) =>
    nearest(
      compared.flatMap(({ each, likeness }) =>
        toEarlier(each, likeness?.[which] ?? 0, by, ask.needs.mostLike),
      ),
    );
  return [...listed("whole", measure), ...listed("cut", "likeness@4")];
}

/** Of findings that an entry says it builds on, so many: rules leave them out, and a long row of forks leaves the others their places. */
const maxAncestors = 10;

/** The most alike, as many as are kept, in their order. */
function nearest(all: readonly Earlier[]): Earlier[] {
  const inOrder = all.toSorted((a, b) => b.likeness - a.likeness || (a.id < b.id ? -1 : 1));
  const isLeftOut = ({ kind, isAncestor }: Earlier) => kind === "finding" && isAncestor;
  const ancestors = inOrder.filter(isLeftOut).slice(0, maxAncestors);
  const others = inOrder.filter((each) => !isLeftOut(each)).slice(0, maxEarlier - ancestors.length);
  return inOrder.filter((each) => ancestors.includes(each) || others.includes(each));
}

interface Found {
  kind: "finding" | "entry";
  /** Of an entry its first commitment, by which it has its priority: others' entries are sealed. */
  id: string;
  at: Date;
  isOwn: boolean;
  isAncestor: boolean;
}

/** None of what has nothing in common, nor of others' sealed entries of what no rule calls too like: neither what they hold nor how many there are. */
function toEarlier(
  { at, ...found }: Found,
  likeness: number,
  measure: Earlier["measure"],
  mostLike: readonly number[],
): Earlier[] {
  const isSealed = found.kind === "entry" && !found.isOwn;
  if (likeness <= (isSealed ? Math.min(1, ...mostLike) : 0)) return [];
  // The next hundredth above, but on no other side of a rule's bound than it is.
  const told = isSealed
    ? Math.min(Math.ceil(100 * likeness) / 100, ...mostLike.filter((bound) => bound >= likeness))
    : likeness;
  return [{ ...found, at: at.toISOString(), likeness: Math.min(1, told), measure }];
}

/**
 * Whether another entry `e` is of somebody who has confirmed this one. Of who is only named nothing is told: whoever names them would learn
 * what they entered.
 */
function isOwn(entryId: string): Prisma.Sql {
  return Prisma.sql`exists (select from "EntryMember" m join "EntryMember" o on o."memberId" = m."memberId"
    where m."entryId" = e.id and o."entryId" = ${entryId}::uuid and o."confirmedAt" is not null)`;
}

/** Ancestors of a finding: what it is a fork of, over any number of steps. */
const maxSteps = 100;

async function findingsAndEntries(
  circuitIds: string[],
  ask: Ask,
): Promise<(Found & { circuitId: string })[]> {
  const { bountyId, entryId, findingId, since } = ask;
  const memberIds = [...ask.memberIds];
  return db().$queryRaw<(Found & { circuitId: string })[]>`
    with recursive ancestors(id, "parentId", steps) as (
      select f.id, f."parentId", 0 from "Finding" f where f.id = ${findingId}::uuid
      union
      select f.id, f."parentId", a.steps + 1 from ancestors a join "Finding" f on f.id = a."parentId" where a.steps < ${maxSteps})
    select f."circuitId", 'finding' as kind, f.id::text as id, p.at, false as "isOwn",
      exists (select from ancestors a where a.id = f.id) as "isAncestor"
    from "Finding" f cross join lateral (select min(v."publishedAt") as at from "FindingVersion" v where v."findingId" = f.id) p
    where f."circuitId" = any(${circuitIds}::uuid[]) and f.id is distinct from ${findingId}::uuid and p.at < ${since}
      and f."authorId" <> all(${memberIds}::uuid[])
    union all
    select f."circuitId", 'entry', v."contentHash", v."committedAt",
      ${isOwn(entryId)},
      exists (select from ancestors a where a.id = f.id)
    from "BountyEntry" e join "Finding" f on f.id = e."findingId"
    join "EntryVersion" v on v."entryId" = e.id and v.number = 1
    where e."bountyId" = ${bountyId}::uuid and e.id <> ${entryId}::uuid and e."withdrawnAt" is null
      and v."committedAt" < ${since} and f."circuitId" = any(${circuitIds}::uuid[])`;
}

/** Whether there are entries of before whose findings were deleted since. */
export async function hasOrphans({ bountyId, entryId, since }: Ask): Promise<boolean> {
  const before = { versions: { some: { number: 1, committedAt: { lt: since } } } };
  const where = { bountyId, id: { not: entryId }, findingId: null, withdrawnAt: null, ...before };
  return (await db().bountyEntry.findFirst({ where, select: { id: true } })) !== null;
}

/** The same by what was frozen of them. */
async function readOrphans(ask: Ask): Promise<(Found & { file: Uint8Array })[]> {
  const { bountyId, entryId, since } = ask;
  return db().$queryRaw<(Found & { file: Uint8Array })[]>`
    select 'entry' as kind, v."contentHash" as id, v."committedAt" as at, l.file, false as "isAncestor",
      ${isOwn(entryId)} as "isOwn"
    from "BountyEntry" e
    join "EntryVersion" v on v."entryId" = e.id and v.number = 1
    join "EntryVersion" l on l."entryId" = e.id and l.number = e.latest
    where e."bountyId" = ${bountyId}::uuid and e.id <> ${entryId}::uuid and e."findingId" is null and e."withdrawnAt" is null
      and v."committedAt" < ${since}
    order by v."committedAt" limit ${maxWithoutFinding}`;
}

/** Whether the facts say all that can be known. */
export function isSettled(facts: EntryFacts): boolean {
  const { causalChecks, thresholds, ...rest } = facts;
  const all = [...Object.values(rest), ...Object.values(causalChecks), ...Object.values(thresholds)];
  return all.every((each) => isKnown(each) || each === "unknown");
}

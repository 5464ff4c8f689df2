import { db, type Transaction } from "@/lib/db/client";
import { wrong } from "./refuse-entry";

interface Team {
  bountyId: string;
  entrantId: string;
  maxTeam: number;
}

export interface Member {
  id: string;
  handle: string;
}

/**
 * Who enters together: the entrant and whom they name, or who did before where they name nobody. Throws "unprocessable" for a handle that
 * nobody has, and for more than the bounty lets enter together.
 */
export async function readTeam(
  { bountyId, entrantId, maxTeam }: Team,
  named: readonly string[] | null,
  findingId: string,
): Promise<Member[]> {
  const kept =
    named === null
      ? { entryPlaces: { some: { entry: { bountyId, findingId } } } }
      : { handle: { in: [...named] }, suspendedAt: null, purpose: null };
  const people = await db().user.findMany({
    where: { OR: [{ id: entrantId }, kept] },
    select: { id: true, handle: true },
  });
  const missing = named?.find((handle) => !people.some((person) => person.handle === handle));
  if (missing !== undefined) throw wrong("team", `Nobody here has the handle ${missing}.`);
  if (people.length > maxTeam)
    throw wrong("team", `At most ${maxTeam} people enter together, and these are ${people.length}.`);
  return people;
}

/** Refuses whoever would judge themselves: "unprocessable" with who it is. */
export async function refuseConflicts(
  tx: Transaction,
  bounty: { id: string; sponsorId: string },
  team: readonly Member[],
): Promise<void> {
  const ids = team.map(({ id }) => id);
  const judges = await tx.bountyJudge.findMany({
    where: { bountyId: bounty.id, judgeId: { in: ids } },
    select: { judgeId: true },
  });
  const torn = team.find(({ id }) => id === bounty.sponsorId || judges.some(({ judgeId }) => judgeId === id));
  if (!torn) return;
  const role = torn.id === bounty.sponsorId ? "sponsors" : "judges";
  throw wrong("team", `${torn.handle} ${role} this bounty, and so cannot enter for it.`);
}

/**
 * Puts a team in the place of an entry's, whose row is held. Who stays keeps what they confirmed; who is new confirms until the deadline.
 */
export async function putTeam(
  tx: Transaction,
  entry: { id: string; entrantId: string },
  team: readonly Member[],
) {
  const entryId = entry.id;
  const ids = team.map(({ id }) => id);
  await tx.entryMember.deleteMany({ where: { entryId, memberId: { notIn: ids } } });
  await tx.$executeRaw`
    insert into "EntryMember" ("entryId", "memberId", "confirmedAt")
    select ${entryId}::uuid, id, case when id = ${entry.entrantId}::uuid then clock_timestamp() end from unnest(${ids}::uuid[]) id
    on conflict do nothing`;
  await confirmIfWhole(tx, entryId);
}

/** Notes since when a whole team has confirmed an entry, or that it has not. */
export async function confirmIfWhole(tx: Transaction, entryId: string): Promise<void> {
  await tx.$executeRaw`
    update "BountyEntry" e set "confirmedAt" = t.at from (
      select case when count(*) = count("confirmedAt") then max("confirmedAt") end as at
      from "EntryMember" where "entryId" = ${entryId}::uuid) t
    where e.id = ${entryId}::uuid and e."confirmedAt" is distinct from t.at`;
}

import { enter } from "@/lib/bounty-entries/enter";
import { settleEntry } from "@/lib/bounty-entries/settle-entry";
import type { RuleTerms } from "@/lib/bounty-format/terms";
import { assignEntries } from "@/lib/bounty-judging/assign-entries";
import { scoreEntry } from "@/lib/bounty-judging/score-entry";
import { db } from "@/lib/db/client";
import { closeIn, draftFinding, openRuled } from "./entries";
import { createPerson, type Person } from "./people";

interface Asked {
  entrants: readonly Person[];
  judges: readonly Person[];
  sponsor?: Person;
  judgesEach?: number;
  rewards?: bigint[];
  sharedBy?: number[];
  prize?: string;
  rules?: RuleTerms[];
}

/** A bounty that closed, with an entry of each entrant, eligible where no rule says otherwise, and each given to its judges. */
export async function judgedBounty({
  entrants,
  judges,
  sponsor,
  judgesEach,
  rewards = [],
  sharedBy = [],
  prize = "",
  rules = [],
}: Asked) {
  const bounty = await openRuled({ rules, ...(sponsor && { sponsor }) });
  await db().bounty.update({
    where: { id: bounty.id },
    data: {
      ...{
        judgesEach: judgesEach ?? null,
        prize,
        rewards,
        sharedBy,
        currency: rewards.length > 0 ? "USD" : null,
      },
      judges: { create: judges.map(({ id: judgeId }) => ({ judgeId })) },
    },
  });
  await db().ledgerLine.createMany({
    data: rewards.map((amount, at) => ({
      ...{ bountyId: bounty.id, kind: "promised", place: at + 1, amount, currency: "USD" },
    })),
  });
  const entries: string[] = [];
  for (const { viewer, ...author } of entrants) {
    const { id: findingId } = await draftFinding({ ...author, viewer });
    const { entryId, number } = await enter({ slug: bounty.slug, findingId, team: null, viewer });
    await settleEntry({ entryId, number });
    entries.push(entryId);
  }
  await closeIn(bounty.id, 0);
  await db().$transaction((tx) => assignEntries(tx, bounty.id));
  return { ...bounty, entries };
}

/** Scores of the usual rubric's four criteria, with a sentence each. */
export function scoresOf(...points: readonly [number, number, number, number]) {
  return points.map((each) => ({ points: each, reason: `It is worth ${each}.` }));
}

/** Has each judge score each entry that was given to them, by how good it is. */
export async function scoreAll(
  { slug, entries }: { slug: string; entries: readonly string[] },
  judges: readonly Person[],
  points: (entry: number, judge: number) => number,
): Promise<void> {
  for (const [judge, { id: judgeId }] of judges.entries())
    for (const [entry, entryId] of entries.entries()) {
      const given = await db().entryAssignment.count({ where: { entryId, judgeId, conflictAt: null } });
      const all = points(entry, judge);
      if (given > 0) await scoreEntry({ slug, entryId, judgeId, scores: scoresOf(all, all, all, all) });
    }
}

/** Puts the ranking so many days back, past the triggers: as if so much time had passed. */
export async function passDays(bountyId: string, days: number): Promise<void> {
  await db().$transaction(async (tx) => {
    await tx.$executeRaw`set local session_replication_role = replica`;
    await tx.$executeRaw`
      update "Bounty" set "provisionalAt" = "provisionalAt" - make_interval(days => ${days}), "closesAt" = "closesAt" - make_interval(days => ${days}),
        "opensAt" = "opensAt" - make_interval(days => ${days}) where id = ${bountyId}::uuid`;
    await tx.$executeRaw`
      update "EntryReply" r set at = r.at - make_interval(days => ${days}) from "BountyEntry" e
      where e.id = r."entryId" and e."bountyId" = ${bountyId}::uuid`;
  });
}

/** A bounty with as many people as asked for: its sponsor, judges and entrants. */
export async function judgedByPeople(entrantCount: number, judgeCount: number, asked: Partial<Asked> = {}) {
  const people = async (count: number) => {
    const made: Person[] = [];
    while (made.length < count) made.push(await createPerson());
    return made;
  };
  const [entrants, judges] = [await people(entrantCount), await people(judgeCount)];
  return { ...(await judgedBounty({ entrants, judges, ...asked })), entrants, judges };
}

import { maxJudges } from "@/lib/bounties/bounty-words";
import { logEvent } from "@/lib/bounties/log-event";
import { db, type Transaction } from "@/lib/db/client";
import { AppError, notFound } from "@/lib/errors";
import { assignEntries } from "./assign-entries";
import { type Held, holdLed, type Member } from "./hold";

interface Judge {
  slug: string;
  handle: string;
  viewer: Member;
}

/**
 * Names one more judge of a bounty that one leads, from its opening until it is ranked; everybody is told by its log. Of who has entered
 * for it nothing is told: to them nothing is given. A second time changes nothing. Throws "not-found", "forbidden" of what is locked,
 * "unprocessable" for a handle that nobody has, and "conflict" for a draft, after the ranking, for one too many and for who was excused.
 */
export async function nameJudge({ slug, handle, viewer }: Judge): Promise<void> {
  await db().$transaction(async (tx) => {
    const held = await holdLed(tx, slug, viewer);
    refuseUnlessNamed(held);
    const person = await tx.user.findFirst({
      where: { handle, suspendedAt: null, purpose: null },
      select: { id: true },
    });
    const sentence = `Nobody here has the handle ${handle}.`;
    if (!person) throw new AppError("unprocessable", sentence, { fields: { handle: sentence } });
    const judges = await tx.bountyJudge.findMany({ where: { bountyId: held.id } });
    const same = judges.find(({ judgeId }) => judgeId === person.id);
    if (same?.excusedAt) throw new AppError("conflict", `${handle} was excused from judging this bounty.`);
    if (same) return;
    if (judges.filter(({ excusedAt }) => !excusedAt).length >= maxJudges)
      throw new AppError("conflict", `At most ${maxJudges} people judge a bounty.`);
    await tx.bountyJudge.create({ data: { bountyId: held.id, judgeId: person.id } });
    await logEvent(tx, { ...eventOf(held, viewer), kind: "judge-named", data: { judge: handle } });
    if (held.standing === "judging") await assignEntries(tx, held.id);
  });
}

/**
 * Excuses a judge of a bounty that one leads, for good: what they scored counts, and what they did not is given to another. A second time
 * changes nothing. Throws what `nameJudge` throws, and "conflict" for the only one.
 */
export async function excuseJudge({ slug, handle, viewer }: Judge): Promise<void> {
  await db().$transaction(async (tx) => {
    const held = await holdLed(tx, slug, viewer);
    refuseUnlessNamed(held);
    const where = { bountyId: held.id, judge: { handle } };
    const judge = await tx.bountyJudge.findFirst({ where });
    if (!judge) throw notFound("judge of this bounty");
    if (judge.excusedAt) return;
    if (await isOnlyOne(tx, held.id))
      throw new AppError("conflict", "Nobody else judges this bounty. Name another first.");
    await tx.$executeRaw`
      update "BountyJudge" set "excusedAt" = clock_timestamp() where "bountyId" = ${held.id}::uuid and "judgeId" = ${judge.judgeId}::uuid`;
    await logEvent(tx, { ...eventOf(held, viewer), kind: "judge-excused", data: { judge: handle } });
    if (held.standing === "judging") await assignEntries(tx, held.id);
  });
}

async function isOnlyOne(tx: Transaction, bountyId: string): Promise<boolean> {
  return (await tx.bountyJudge.count({ where: { bountyId, excusedAt: null } })) <= 1;
}

function eventOf({ id }: Held, viewer: Member) {
  return { bountyId: id, actorId: viewer.id };
}

function refuseUnlessNamed({ standing }: Held): void {
  if (standing === "draft")
    throw new AppError("conflict", "This is a draft: name its judges where you write it.");
  if (standing !== "open" && standing !== "judging")
    throw new AppError("conflict", "Who judged this bounty stands.");
}

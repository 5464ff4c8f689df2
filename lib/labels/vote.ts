import { db } from "@/lib/db/client";
import { AppError, notFound } from "@/lib/errors";
import { asNewcomer } from "@/lib/limits/newcomers";
import { log } from "./label-event";
import type { LabelVoteInput } from "./label-schemas";
import { countSaid, holdNaming, settleNaming } from "./naming";
import { sideOf } from "./side-of";

interface Vote extends LabelVoteInput {
  labelId: string;
  voterId: string;
}

/**
 * Votes on a proposal, in place of one's earlier vote on it. The same vote a second time changes nothing. Throws "not-found" for one
 * that was taken back, "forbidden" for one's own, "conflict" where it does not say any more what the voter saw, and "too-many-requests" of new accounts.
 */
export async function vote(cast: Vote): Promise<void> {
  await asNewcomer(cast.voterId, "vote", () => store(cast));
}

async function store({ labelId, voterId, wording, value, reason, words }: Vote): Promise<void> {
  const of = await sideOf(labelId);
  await db().$transaction(async (tx) => {
    await holdNaming(tx, of);
    const label = await tx.label.findFirst({
      where: { id: labelId, withdrawnAt: null },
      select: { authorId: true, wording: true },
    });
    if (!label) throw notFound("label that stands");
    if (label.authorId === voterId)
      throw new AppError("forbidden", "A label of your own counts as yours already. Others vote on it.");
    if (label.wording !== wording)
      throw new AppError("conflict", "This label says something else by now. Look at it again, then vote.");
    const said = { wording, value, reason: value < 0 ? reason : null, words: value < 0 ? words : null };
    const [before] = await tx.labelVote.findMany({
      where: { labelId, voterId },
      select: { wording: true, value: true, reason: true, words: true },
    });
    if (before && JSON.stringify(before) === JSON.stringify(said)) return;
    await tx.labelVote.upsert({
      where: { labelId_voterId: { labelId, voterId } },
      create: { labelId, voterId, ...said },
      update: { ...said, updatedAt: new Date() },
    });
    await log(tx, {
      ...{ actorId: voterId, labelId, kind: "voted" },
      data: { wording, value, reason: said.reason },
    });
    await countSaid(tx, labelId);
    await settleNaming(tx, of, { actorId: voterId });
  });
}

/** Takes one's vote on a proposal back. Where there is none it changes nothing. Throws "not-found". */
export async function unvote({ labelId, voterId }: Pick<Vote, "labelId" | "voterId">): Promise<void> {
  const of = await sideOf(labelId);
  await db().$transaction(async (tx) => {
    await holdNaming(tx, of);
    const { count } = await tx.labelVote.deleteMany({ where: { labelId, voterId } });
    if (count === 0) return;
    await log(tx, { actorId: voterId, labelId, kind: "unvoted", data: {} });
    await countSaid(tx, labelId);
    await settleNaming(tx, of, { actorId: voterId });
  });
}

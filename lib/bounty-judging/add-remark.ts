import { db } from "@/lib/db/client";
import { AppError, notFound } from "@/lib/errors";
import { holdShown, refuseUnlessJudged } from "./hold";
import { mayDiscuss } from "./may-discuss";

interface NewRemark {
  slug: string;
  authorId: string;
  body: string;
}

/** Says something to the others who judge a bounty, once all have scored. Throws "not-found", and "conflict" before that and after the ranking. */
export async function addRemark({ slug, authorId, body }: NewRemark): Promise<{ id: string }> {
  return db().$transaction(async (tx) => {
    const held = await holdShown(tx, slug);
    const isJudge = await tx.bountyJudge.count({
      where: { bountyId: held.id, judgeId: authorId, excusedAt: null },
    });
    if (isJudge === 0 && held.sponsorId !== authorId) throw notFound("bounty that you judge");
    refuseUnlessJudged(held);
    if (!(await mayDiscuss(tx, held.id, authorId)))
      throw new AppError(
        "conflict",
        "Who judges and the sponsor talk about the entries once all have scored.",
      );
    return tx.judgeRemark.create({ data: { bountyId: held.id, authorId, body }, select: { id: true } });
  });
}

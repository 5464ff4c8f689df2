import { leadsBounty } from "@/lib/bounties/leads-bounty";
import { db } from "@/lib/db/client";
import { AppError, notFound } from "@/lib/errors";
import { holdShown, type Member, refuseUnlessJudged } from "./hold";
import { mayDiscuss } from "./may-discuss";

interface NewRemark {
  slug: string;
  viewer: Member;
  body: string;
}

/** Says something to the others who judge a bounty, once all have scored. Throws "not-found", and "conflict" before that and after the ranking. */
export async function addRemark({ slug, viewer, body }: NewRemark): Promise<{ id: string }> {
  return db().$transaction(async (tx) => {
    const held = await holdShown(tx, slug);
    const [of] = await tx.$queryRaw<{ isTheirs: boolean }[]>`
      select ${leadsBounty(viewer)} or exists (select from "BountyJudge" j where j."bountyId" = b.id
        and j."judgeId" = ${viewer.id}::uuid and j."excusedAt" is null) as "isTheirs"
      from "Bounty" b where b.id = ${held.id}::uuid`;
    if (!of?.isTheirs) throw notFound("bounty that you judge");
    refuseUnlessJudged(held);
    if (!(await mayDiscuss(tx, held.id, viewer)))
      throw new AppError(
        "conflict",
        "Who judges and who leads it talk about the entries once all have scored.",
      );
    return tx.judgeRemark.create({
      data: { bountyId: held.id, authorId: viewer.id, body },
      select: { id: true },
    });
  });
}

import { leadsBounty } from "@/lib/bounties/leads-bounty";
import type { Transaction } from "@/lib/db/client";
import type { Member } from "./hold";

/**
 * Whether somebody sees what all judges of a bounty gave, and what they say of it: who leads it and its judges once the last had scored, and
 * who was named a judge after that once they have scored theirs.
 */
export async function mayDiscuss(tx: Transaction, bountyId: string, viewer: Member): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ may: boolean }[]>`
    select exists (select from "EntryAssignment" a join "BountyEntry" e on e.id = a."entryId"
        where e."bountyId" = b.id and cardinality(a."blindPoints") > 0)
      and (${leadsBounty(viewer)} or exists (select from "BountyJudge" j
        where j."bountyId" = b.id and j."judgeId" = ${viewer.id}::uuid and j."excusedAt" is null))
      and not exists (select from "BountyJudge" j join "EntryAssignment" a on a."judgeId" = j."judgeId"
        join "BountyEntry" e on e.id = a."entryId" and e."bountyId" = j."bountyId"
        where j."bountyId" = b.id and j."judgeId" = ${viewer.id}::uuid and j."excusedAt" is null
          and a."scoredAt" is null and a."conflictAt" is null) as may
    from "Bounty" b where b.id = ${bountyId}::uuid`;
  return row?.may ?? false;
}

import type { Transaction } from "@/lib/db/client";
import type { Writing } from "./promise-places";

/**
 * Cancels, a line a place, whatever of a bounty was promised and is neither awarded nor cancelled, reserved or not; nothing where nothing is
 * left. In the transaction that holds the bounty's row.
 */
export async function cancelRest(tx: Transaction, { bountyId, actorId }: Writing): Promise<void> {
  await tx.$executeRaw`
    insert into "LedgerLine" ("bountyId", "actorId", kind, place, amount, currency)
    select ${bountyId}::uuid, ${actorId}::uuid, 'cancelled', place, rest, currency from (
      select place, currency,
        sum(case kind when 'promised' then amount when 'awarded' then -amount when 'cancelled' then -amount else 0 end) as rest
      from "LedgerLine" where "bountyId" = ${bountyId}::uuid group by place, currency) sums
    where rest > 0 order by place, currency`;
}

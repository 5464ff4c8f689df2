import type { Transaction } from "@/lib/db/client";
import { cancelRest } from "./cancel-rest";

export interface Writing {
  bountyId: string;
  /** Null where the site itself does it. */
  actorId: string | null;
}

/**
 * Writes what a bounty's row promises, a line a place, into its ledger; in the transaction that holds the row and makes the bounty public.
 */
export async function promisePlaces(tx: Transaction, { bountyId, actorId }: Writing): Promise<void> {
  await tx.$executeRaw`
    insert into "LedgerLine" ("bountyId", "actorId", kind, place, amount, currency)
    select b.id, ${actorId}::uuid, 'promised', r.place, r.amount, b.currency
    from "Bounty" b cross join unnest(b.rewards) with ordinality r (amount, place)
    where b.id = ${bountyId}::uuid order by r.place`;
}

/**
 * The same of a bounty that was public before and promises something else since: what it promised is cancelled first. Called once its row
 * says the new.
 */
export async function promiseAnew(tx: Transaction, writing: Writing): Promise<void> {
  await cancelRest(tx, writing);
  await promisePlaces(tx, writing);
}

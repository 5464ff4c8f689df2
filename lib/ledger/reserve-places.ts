import type { Transaction } from "@/lib/db/client";
import type { Writing } from "./promise-places";

interface Reserving extends Writing {
  /** Places counted from 1; in the currency's smallest units. */
  places: readonly { place: number; amount: bigint }[];
}

/**
 * Reserves what a bounty's places promise for who is ranked there. In the transaction that holds the bounty's row, once a ranking: the
 * table refuses to reserve more than is promised.
 */
export async function reservePlaces(
  tx: Transaction,
  { bountyId, actorId, places }: Reserving,
): Promise<void> {
  await tx.$executeRaw`
    insert into "LedgerLine" ("bountyId", "actorId", kind, place, amount, currency)
    select b.id, ${actorId}::uuid, 'reserved', r.place, r.amount, b.currency
    from "Bounty" b cross join unnest(
      ${places.map(({ place }) => place)}::int[], ${places.map(({ amount }) => amount)}::bigint[]) r (place, amount)
    where b.id = ${bountyId}::uuid order by r.place`;
}

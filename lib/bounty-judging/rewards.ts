import { seatsOf, sharersOf } from "@/lib/bounties/shares";
import type { Transaction } from "@/lib/db/client";
import { awardPlaces, awardWithoutSums } from "@/lib/ledger/award-places";
import { reservePlaces } from "@/lib/ledger/reserve-places";
import type { ResultDocument } from "./result";

interface Of {
  bountyId: string;
  actorId: string;
}

/** Reserves the rewards of the places that a ranking fills, but for those that an earlier one filled. */
export async function reserveFor(tx: Transaction, { ranked, ...of }: Of & { ranked: number }): Promise<void> {
  const { bountyId } = of;
  const { rewards, sharedBy } = await tx.bounty.findUniqueOrThrow({
    where: { id: bountyId },
    select: { rewards: true, sharedBy: true },
  });
  const filled = new Set(seatsOf(sharersOf(rewards, sharedBy)).slice(0, ranked));
  const before = await tx.ledgerLine.findMany({
    where: { bountyId, kind: "reserved" },
    select: { place: true },
  });
  const places = rewards
    .map((amount, at) => ({ place: at + 1, amount }))
    .filter(({ place }) => filled.has(place) && !before.some((line) => line.place === place));
  if (places.length > 0) await reservePlaces(tx, { ...of, places });
}

/** Writes who gets what into the ledger, also where it is no sum, and that nobody gets the rest. */
export async function awardRewards(
  tx: Transaction,
  { winners, ...of }: Of & Pick<ResultDocument, "winners">,
): Promise<void> {
  const awards = winners.flatMap(({ place, entry, amount }) =>
    amount === null ? [] : [{ place, entryId: entry, amount: BigInt(amount) }],
  );
  await awardPlaces(tx, { ...of, awards });
  const { currency } = await tx.bounty.findUniqueOrThrow({
    where: { id: of.bountyId },
    select: { currency: true },
  });
  if (currency === null)
    await awardWithoutSums(tx, {
      ...of,
      awards: winners.map(({ place, entry }) => ({ place, entryId: entry })),
    });
}

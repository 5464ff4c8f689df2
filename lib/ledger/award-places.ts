import type { Transaction } from "@/lib/db/client";
import { cancelRest } from "./cancel-rest";
import { noCurrency } from "./ledger-words";
import type { Writing } from "./promise-places";

interface Awarding extends Writing {
  /** Several of one place where it is shared; in the currency's smallest units. */
  awards: readonly { place: number; entryId: string; amount: bigint }[];
}

/**
 * Awards what was reserved, each place's sum among the confirmed team of its entry, and cancels what of the bounty's promise nobody gets.
 * In the transaction that holds the bounty's row and makes the award; the table refuses to award more than was reserved.
 *
 * A team's members get equal parts in smallest units, and what is left over goes one unit each to the first of them in the order of their
 * handles.
 */
export async function awardPlaces(tx: Transaction, { bountyId, actorId, awards }: Awarding): Promise<void> {
  for (const { place, entryId, amount } of awards) {
    const team = await tx.$queryRaw<{ id: string }[]>`
      select u.id from "EntryMember" m join "User" u on u.id = m."memberId"
      where m."entryId" = ${entryId}::uuid and m."confirmedAt" is not null order by u.handle collate "C", u.id`;
    if (team.length === 0) throw new Error(`nobody has confirmed the entry ${entryId}`);
    const parts = splitEqually(amount, team.length);
    await tx.$executeRaw`
      insert into "LedgerLine" ("bountyId", "actorId", kind, place, amount, currency, "entryId", "personId")
      select b.id, ${actorId}::uuid, 'awarded', ${place}, part.amount, b.currency, ${entryId}::uuid, part.person
      from "Bounty" b cross join unnest(${team.map(({ id }) => id)}::uuid[], ${parts}::bigint[]) with ordinality part (person, amount, nr)
      where b.id = ${bountyId}::uuid and part.amount <> 0 order by part.nr`;
  }
  await cancelRest(tx, { bountyId, actorId });
}

/**
 * The same of a bounty that promises no sums: a line without one for each of a winning team, so that its sponsor can say of each that they
 * were given what was promised in words.
 */
export async function awardWithoutSums(
  tx: Transaction,
  { bountyId, actorId, awards }: Writing & { awards: readonly { place: number; entryId: string }[] },
): Promise<void> {
  for (const { place, entryId } of awards)
    await tx.$executeRaw`
      insert into "LedgerLine" ("bountyId", "actorId", kind, place, amount, currency, "entryId", "personId")
      select ${bountyId}::uuid, ${actorId}::uuid, 'awarded', ${place}, 0, ${noCurrency}, m."entryId", u.id
      from "EntryMember" m join "User" u on u.id = m."memberId"
      where m."entryId" = ${entryId}::uuid and m."confirmedAt" is not null order by u.handle collate "C", u.id`;
}

/** Whole parts that add up to the sum, the larger ones first. */
export function splitEqually(amount: bigint, count: number): bigint[] {
  if (amount < 0n) throw new Error(`a negative sum: ${amount}`);
  const [part, left] = [amount / BigInt(count), amount % BigInt(count)];
  return Array.from({ length: count }, (_, at) => (BigInt(at) < left ? part + 1n : part));
}

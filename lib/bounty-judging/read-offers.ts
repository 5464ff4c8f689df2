import { seatsOf, sharersOf, sharersOfPrize } from "@/lib/bounties/shares";
import { Prisma, type Transaction } from "@/lib/db/client";
import { type Offer, offersOf, type Reply } from "./offers";
import type { ResultDocument } from "./result";

interface Ranked {
  id: string;
  appealsUntil: Date | null;
  replyDays: number;
  now: Date;
}

/** The place of each entry that something is promised for, the best first: none where there is nothing to take. */
export async function readSeats(tx: Transaction, bountyId: string): Promise<number[]> {
  const { rewards, sharedBy, prize } = await tx.bounty.findUniqueOrThrow({
    where: { id: bountyId },
    select: { rewards: true, sharedBy: true, prize: true },
  });
  return seatsOf(rewards.length === 0 ? sharersOfPrize(prize, sharedBy) : sharersOf(rewards, sharedBy));
}

/**
 * Who is offered what by a ranking, so far. Whose entrant is suspended is offered nothing while that stands: the next in line is.
 */
export async function readOffers(
  tx: Transaction,
  { id, appealsUntil, replyDays, now }: Ranked,
  { ranked }: Pick<ResultDocument, "ranked">,
): Promise<Offer[]> {
  const seats = await readSeats(tx, id);
  if (!appealsUntil || seats.length === 0) return [];
  const rows = await tx.$queryRaw<
    { id: string; isAside: boolean; at: Date | null; accepts: boolean | null }[]
  >`
    select e.id, ${isSuspended} as "isAside", r.at, r.accepts from "BountyEntry" e left join "EntryReply" r on r."entryId" = e.id
    where e."bountyId" = ${id}::uuid`;
  const aside = new Set(rows.filter(({ isAside }) => isAside).map((row) => row.id));
  const replies = new Map(
    rows.flatMap(({ id: entryId, at, accepts }): [string, Reply][] =>
      at && accepts !== null ? [[entryId, { at, accepts }]] : [],
    ),
  );
  const line = ranked.map(({ entry }) => entry).filter((entry) => !aside.has(entry));
  return offersOf({ ranked: line, seats, replies, from: appealsUntil, replyDays, now });
}

const isSuspended = Prisma.sql`exists (select from "User" s where s.id = e."entrantId" and s."suspendedAt" is not null)`;

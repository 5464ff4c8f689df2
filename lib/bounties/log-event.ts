import type { Prisma, Transaction } from "@/lib/db/client";
import type { BountyEventKind } from "./bounty-words";

interface NewEvent {
  bountyId: string;
  /** Null where the site itself does it. */
  actorId: string | null;
  kind: BountyEventKind;
  data?: Prisma.InputJsonObject;
}

/** Writes a line into a bounty's log, in the transaction of what it tells of. */
export async function logEvent(tx: Transaction, { data = {}, ...event }: NewEvent): Promise<void> {
  await tx.bountyEvent.create({ data: { ...event, data }, select: { id: true } });
}

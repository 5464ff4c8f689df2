import type { Prisma, Transaction } from "@/lib/db/client";
import type { BountyEventKind } from "./bounty-words";
import { tellOfEvent } from "./tell-watchers";

interface NewEvent {
  bountyId: string;
  /** Null where the site itself does it. */
  actorId: string | null;
  kind: BountyEventKind;
  data?: Prisma.InputJsonObject;
}

/** Writes a line into a bounty's log and tells whom it concerns, in the transaction of what it tells of. */
export async function logEvent(tx: Transaction, { data = {}, ...event }: NewEvent): Promise<void> {
  const { id: eventId } = await tx.bountyEvent.create({ data: { ...event, data }, select: { id: true } });
  await tellOfEvent(tx, { ...event, eventId });
}

import type { Asker } from "@/lib/computations/asker";
import { checkSharedRoom, type SharedRoom } from "@/lib/computations/shared-room";
import { Prisma, type Transaction } from "@/lib/db/client";

/** Of one circuit. Each is some five kilobytes. */
export const interventionRoom: SharedRoom = {
  ...{ all: 10_000, byGuests: 5_000, each: 1_000 },
  done: "changes of this circuit have been tried",
  more: "try more",
  instead: "Those are still shown. Trace a circuit of another target of this text, and try it there.",
};

/** Refuses one more change of a circuit, whose row the transaction holds, with "unprocessable". */
export function checkInterventionRoom(
  tx: Transaction,
  circuitId: string,
  asker: Pick<Asker, "key" | "requesterId">,
): Promise<void> {
  const jobs = Prisma.sql`select "jobId" from "Intervention" where "circuitId" = ${circuitId}::uuid`;
  return checkSharedRoom(tx, interventionRoom, jobs, asker);
}

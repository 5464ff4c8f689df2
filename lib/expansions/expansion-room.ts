import type { Asker } from "@/lib/computations/asker";
import { checkSharedRoom, type SharedRoom } from "@/lib/computations/shared-room";
import { Prisma, type Transaction } from "@/lib/db/client";

/** Of one circuit. Each is some ten kilobytes, and is verified with the circuit. */
export const expansionRoom: SharedRoom = {
  ...{ all: 1_000, byGuests: 500, each: 250 },
  done: "nodes of this circuit have been expanded by hand",
  more: "expand more",
  instead: "Those are still shown. Trace a circuit of the node itself, or one with a lower threshold.",
};

/** Refuses one more node of a circuit, whose row the transaction holds, with "unprocessable". */
export function checkExpansionRoom(
  tx: Transaction,
  circuitId: string,
  asker: Pick<Asker, "key" | "requesterId">,
): Promise<void> {
  const jobs = Prisma.sql`select "jobId" from "Expansion" where "circuitId" = ${circuitId}::uuid`;
  return checkSharedRoom(tx, expansionRoom, jobs, asker);
}

import type { Asker } from "@/lib/computations/asker";
import { checkSharedRoom, type SharedRoom } from "@/lib/computations/shared-room";
import { Prisma, type Transaction } from "@/lib/db/client";

/** Of one circuit. Each is some fifty kilobytes. */
export const evaluationRoom: SharedRoom = {
  ...{ all: 1_000, byGuests: 0, each: 100 },
  done: "evaluations of this circuit have been asked for",
  more: "ask for more",
  instead: "Those are still shown.",
};

/** Refuses one more evaluation of a circuit, whose row the transaction holds, with "unprocessable". */
export function checkEvaluationRoom(
  tx: Transaction,
  circuitId: string,
  asker: Pick<Asker, "key" | "requesterId">,
): Promise<void> {
  const jobs = Prisma.sql`select "jobId" from "Evaluation" where "circuitId" = ${circuitId}::uuid`;
  return checkSharedRoom(tx, evaluationRoom, jobs, asker);
}

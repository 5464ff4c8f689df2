import type { Asker } from "@/lib/computations/asker";
import { checkSharedRoom, type SharedRoom } from "@/lib/computations/shared-room";
import { Prisma, type Transaction } from "@/lib/db/client";
import { siteKey } from "@/lib/jobs/charge-work";

/** Of one experiment. Each is some tens of kilobytes. */
export const resultRoom: SharedRoom = {
  ...{ all: 50, byGuests: 0, each: 10 },
  done: "runs of this experiment have been asked for",
  more: "run it again",
  instead: "Those are still shown, and `commons experiment run` runs its file anywhere.",
};

/** Refuses one more result of an experiment, whose row the transaction holds, with "unprocessable". The site asks for no more than one. */
export async function checkResultRoom(
  tx: Transaction,
  experimentId: string,
  asker: Pick<Asker, "key" | "requesterId">,
): Promise<void> {
  if (asker.key === siteKey) return;
  const jobs = Prisma.sql`select "jobId" from "ExperimentResult" where "experimentId" = ${experimentId}::uuid`;
  await checkSharedRoom(tx, resultRoom, jobs, asker);
}

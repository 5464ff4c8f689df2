import { db, type Transaction } from "@/lib/db/client";
import type { Lane } from "@/lib/lanes";

/*
 * Fair shares. In a lane, askers are served in turn: a job's turn is one after the asker's own last that waits or runs,
 * but never before what is being served now. So whoever asks for one thing waits for the job at hand, however many
 * others have sent. The queue takes the lowest turn first and, within one, what was queued first.
 */

export interface QueuePlace {
  id: string;
  lane: Lane;
  turn: number;
  queuedAt: Date;
}

/** The queue's priority is a smallint. A lane that is never idle for so many rounds is first in, first out beyond them. */
const maxPriority = 32_767;

/** The first of `count` turns for an asker in a lane, in the caller's transaction, which holds off the asker's other ones in every lane. */
export async function takeTurn(tx: Transaction, lane: Lane, asker: string): Promise<number> {
  // Asked for at the same moment, two jobs of one asker would else get one turn, and the queue more than it has room for.
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`asker ${asker}`}, 0))`;
  const [next] = await tx.$queryRaw<{ turn: number }[]>`
    select greatest(
      (select min(turn) from "Job" where status = 'running' and lane = ${lane}::"Lane"),
      (select min(turn) from "Job" where status = 'queued' and lane = ${lane}::"Lane"
        and not exists (select from "Job" where status = 'running' and lane = ${lane}::"Lane")),
      (select max(turn) + 1 from "Job"
        where asker = ${asker} and status in ('queued', 'running') and lane = ${lane}::"Lane"),
      0) as turn`;
  return next?.turn ?? 0;
}

/** The same as the queue orders by. */
export function priorityOf(turn: number): number {
  return Math.min(turn, maxPriority);
}

/** How many jobs of its lane are begun or will be before one that waits. */
export async function countAhead({ id, lane, turn, queuedAt }: QueuePlace): Promise<number> {
  return db().job.count({
    where: {
      lane,
      // It may have been begun since it was read.
      id: { not: id },
      OR: [
        { status: "running" },
        { status: "queued", turn: { lt: turn } },
        { status: "queued", turn, queuedAt: { lt: queuedAt } },
        { status: "queued", turn, queuedAt, id: { lt: id } },
      ],
    },
  });
}

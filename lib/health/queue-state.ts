import { db } from "@/lib/db/client";
import { type Lane, lanes } from "@/lib/lanes";

export interface LaneState {
  /** Jobs that a worker could begin now. */
  waiting: number;
  /** How long the one that has waited longest has, 0 where none waits. */
  oldestSeconds: number;
}

/**
 * What could be begun now, by lane: not what a worker has, what failed or was cancelled, whose tries are used up, or what
 * a dead worker still has locked.
 */
export async function getQueueState(): Promise<Record<Lane, LaneState>> {
  const rows = await db().$queryRaw<({ lane: Lane } & LaneState)[]>`
    select j.lane::text as lane, count(*)::int as waiting,
      round(extract(epoch from now() - min(j."queuedAt")))::float8 as "oldestSeconds"
    from "Job" j join graphile_worker.jobs q on q.key = j.id::text and q.task_identifier = j.lane::text
    where j.status = 'queued' and q.locked_at is null and q.attempts < q.max_attempts and q.run_at <= now()
    group by j.lane`;
  const stateOf = (lane: Lane): LaneState => {
    const { waiting = 0, oldestSeconds = 0 } = rows.find((row) => row.lane === lane) ?? {};
    return { waiting, oldestSeconds };
  };
  const [interactive, background] = [stateOf(lanes[0]), stateOf(lanes[1])];
  return { interactive, background };
}

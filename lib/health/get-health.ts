import { build } from "@/lib/build";
import { db } from "@/lib/db/client";
import type { Lane } from "@/lib/lanes";
import { findLiveWorkers } from "@/lib/workers/find-live-workers";
import { getQueueState, type LaneState } from "./queue-state";

export interface Health {
  ok: boolean;
  build: string;
  node: string;
  database: { ok: boolean; version: string | null };
  /** What could be begun now: in all, and by lane with how long the one that has waited longest has. */
  queue: { ok: boolean; waiting: number | null; lanes: Record<Lane, LaneState> | null };
  workers: {
    ok: boolean;
    alive: { build: string; provider: string; models: string[]; memoryBytes: number | null }[];
  };
}

async function orNull<T>(question: Promise<T>): Promise<T | null> {
  return question.catch(() => null);
}

/** Whether the database, the queue and at least one worker are alive, with versions. Never throws. */
export async function getHealth(): Promise<Health> {
  const [version, lanes, workers] = await Promise.all([
    orNull(db().$queryRaw<{ version: string }[]>`select current_setting('server_version') as version`),
    orNull(getQueueState()),
    orNull(findLiveWorkers()),
  ]);
  const alive = (workers ?? []).map(({ build, provider, models, memoryBytes }) => ({
    build,
    provider,
    models,
    memoryBytes: memoryBytes === null ? null : Number(memoryBytes),
  }));
  const health = {
    build,
    node: process.version,
    database: { ok: version !== null, version: version?.[0]?.version ?? null },
    queue: {
      ok: lanes !== null,
      waiting: lanes && Object.values(lanes).reduce((sum, lane) => sum + lane.waiting, 0),
      lanes,
    },
    workers: { ok: alive.length > 0, alive },
  };
  return { ok: health.database.ok && health.queue.ok && health.workers.ok, ...health };
}

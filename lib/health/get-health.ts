import { build } from "@/lib/build";
import { db } from "@/lib/db/client";
import { findLiveWorkers } from "@/lib/workers/find-live-workers";

export interface Health {
  ok: boolean;
  build: string;
  node: string;
  database: { ok: boolean; version: string | null };
  queue: { ok: boolean; waiting: number | null };
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
  const [version, waiting, workers] = await Promise.all([
    orNull(db().$queryRaw<{ version: string }[]>`select current_setting('server_version') as version`),
    orNull(db().$queryRaw<{ waiting: number }[]>`select count(*)::int as waiting from graphile_worker.jobs`),
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
    queue: { ok: waiting !== null, waiting: waiting?.[0]?.waiting ?? null },
    workers: { ok: alive.length > 0, alive },
  };
  return { ok: health.database.ok && health.queue.ok && health.workers.ok, ...health };
}

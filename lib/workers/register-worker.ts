import os from "node:os";
import pg from "pg";
import { databaseUrl, db } from "@/lib/db/client";
import { databaseTime } from "@/lib/db/time";
import type { Lane } from "@/lib/lanes";
import { workerLockNamespace } from "./worker-lock";

export interface WorkerDescription {
  build: string;
  provider: string;
  models: string[];
  lanes: Lane[];
}

export interface Registration {
  workerId: string;
  /** Settles when others can no longer know that this worker lives: it must then sign on anew. */
  lost: Promise<void>;
  report(change: { queueIds?: string[]; memoryBytes?: bigint }): Promise<void>;
  release(): Promise<void>;
  /** Gives up the lock alone: others find the row, and with it what the worker held. */
  letGo(): Promise<void>;
}

/** Writes the worker's row and takes its lock, on a connection of its own that stays open. */
export async function registerWorker(description: WorkerDescription): Promise<Registration> {
  const worker = await db().worker.create({
    data: { ...description, hostname: os.hostname(), pid: process.pid, queueIds: [] },
    select: { id: true, lockKey: true },
  });
  const client = new pg.Client({ connectionString: databaseUrl(), keepAlive: true });
  let lose = () => {};
  const lost = new Promise<void>((resolve) => {
    lose = resolve;
  });
  client.on("end", lose);
  client.on("error", lose);
  try {
    await client.connect();
    await client.query("select pg_advisory_lock($1, $2)", [workerLockNamespace, worker.lockKey]);
  } catch (error) {
    void client.end().catch(() => {});
    throw error;
  }
  return {
    workerId: worker.id,
    lost,
    report: async (change) => {
      const data = { ...change, heartbeatAt: await databaseTime() };
      const { count } = await db().worker.updateMany({ where: { id: worker.id }, data });
      if (count === 0) lose();
    },
    release: async () => {
      await db().worker.deleteMany({ where: { id: worker.id } });
      await client.end();
    },
    letGo: () => client.end(),
  };
}

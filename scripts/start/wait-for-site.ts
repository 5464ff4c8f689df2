import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { say } from "../progress.mjs";

const partSchema = z.object({ ok: z.boolean() });
const healthSchema = z.object({ database: partSchema, queue: partSchema, workers: partSchema });

/** After this long the reader is told what is missing; waiting goes on, since a large model takes its time. */
const patienceSeconds = 90;

/** Returns once the site says that all of it is alive, or the signal ends the waiting. */
export async function waitUntilUp(address: string, signal: AbortSignal): Promise<void> {
  let tellAt = Date.now() + patienceSeconds * 1000;
  let missing = ["an answer from the web server"];
  while (!signal.aborted) {
    const answer = await askHealth(address);
    if (answer?.ok === true) return;
    if (answer !== undefined) missing = answer.missing;
    if (Date.now() > tellAt) {
      const parts = missing.join(" and ");
      say(`After ${patienceSeconds} s ${address} still lacks ${parts}; trying on (messages stand above)`);
      tellAt = Number.POSITIVE_INFINITY;
    }
    await sleep(50);
  }
}

async function askHealth(address: string): Promise<{ ok: boolean; missing: string[] } | undefined> {
  try {
    const response = await fetch(`${address}/api/health`, { signal: AbortSignal.timeout(20_000) });
    const health = healthSchema.safeParse(await response.json());
    if (response.ok) return { ok: true, missing: [] };
    if (!health.success) return { ok: false, missing: [`a usable answer (status ${response.status})`] };
    const { database, queue, workers } = health.data;
    const missing = [
      ...(database.ok ? [] : ["the database"]),
      ...(queue.ok ? [] : ["the queue"]),
      ...(workers.ok ? [] : ["a worker"]),
    ];
    return { ok: false, missing };
  } catch {
    // Not listening yet, or too busy compiling to answer: the caller asks again until its patience is over.
    return undefined;
  }
}

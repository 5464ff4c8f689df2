import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";

const partSchema = z.object({ ok: z.boolean() });
const healthSchema = z.object({ database: partSchema, queue: partSchema, workers: partSchema });

export type SiteState = "up" | { missing: string[] };

/** Asks the site whether it is well until it says yes, or the patience is over; then tells what is missing. */
export async function waitForSite(
  address: string,
  patienceSeconds: number,
  signal: AbortSignal,
): Promise<SiteState> {
  const deadline = Date.now() + patienceSeconds * 1000;
  let missing = ["an answer from the web server"];
  while (Date.now() < deadline && !signal.aborted) {
    const answer = await askHealth(address);
    if (answer?.ok === true) return "up";
    if (answer !== undefined) missing = answer.missing;
    await sleep(50);
  }
  return { missing };
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

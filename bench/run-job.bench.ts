import { db } from "@/lib/db/client";
import { subscribeToJob } from "@/lib/jobs/job-bus";
import { createExampleRun } from "@/lib/runs/create-run";
import { median, report } from "./measure";
import { withWorker } from "./with-worker";

/*
 * The bundled model, 64 tokens, warm: from the enqueued run to its stored result, through the real queue and a real
 * worker process. Beside it the bare computation as the worker measured it, so that the queue's share shows.
 */
const rounds = 30;
const words = "Mary gave a drink to John when they went to the store and then";

/** Asks for a run nobody asked for before and waits until it is stored. Returns the milliseconds both took. */
async function runOnce(n: number): Promise<{ total: number; compute: number; tokens: number }> {
  const text = `${words} ${words} ${words} ${words} Then Mary and John said ${"abcdefghijklmnopqrstuvwxyz"[n % 26]}${"abcdefghijklmnopqrstuvwxyz"[Math.floor(n / 26)]}`;
  const start = performance.now();
  const { id } = await createExampleRun({ model: "storybook-4l", text });
  const { jobId } = await db().run.findUniqueOrThrow({ where: { id }, select: { jobId: true } });
  let wake = () => {};
  const unsubscribe = subscribeToJob(jobId ?? "", () => wake());
  for (;;) {
    const changed = new Promise<void>((resolve) => {
      wake = resolve;
      setTimeout(resolve, 1_000).unref();
    });
    const run = await db().run.findUniqueOrThrow({
      where: { id },
      select: { computedAt: true, computeMillis: true, tokenIds: true },
    });
    if (run.computedAt) {
      unsubscribe();
      return {
        total: performance.now() - start,
        compute: run.computeMillis ?? 0,
        tokens: run.tokenIds.length,
      };
    }
    await changed;
  }
}

await withWorker(async () => {
  for (let n = 0; n < 5; n++) await runOnce(n);
  const runs: Awaited<ReturnType<typeof runOnce>>[] = [];
  for (let n = 5; n < 5 + rounds; n++) runs.push(await runOnce(n));
  const sorted = (pick: (run: (typeof runs)[number]) => number) => runs.map(pick).sort((a, b) => a - b);
  report(
    `run job, ${median(sorted((run) => run.tokens))} tokens, enqueue to stored, median`,
    median(sorted((run) => run.total)),
    "ms",
    250,
  );
  report("the same, slowest of 30", sorted((run) => run.total).at(-1) ?? Number.NaN, "ms");
  report(
    "of which tokenise, forward, encode and predict, median",
    median(sorted((run) => run.compute)),
    "ms",
  );
});

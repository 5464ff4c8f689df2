import { randomUUID } from "node:crypto";
import { createCircuit } from "@/lib/circuits/create-circuit";
import { db } from "@/lib/db/client";
import { cancelJob } from "@/lib/jobs/cancel-job";
import { createRun } from "@/lib/runs/create-run";
import { median, report } from "./measure";
import { withWorker } from "./with-worker";

/*
 * How long a member's run waits to be begun: on a quiet site, and behind thirty of the heaviest circuits that the site
 * takes, sent by one guest within a second, through the real queue and one real worker process.
 */
const [rounds, floodSize] = [5, 30];
const sentence =
  "When Mary and John went to the store, John gave a drink to Mary. Then Mary thanked him, and they walked home by the river. ";
const model = "storybook-4l";
const target = { kind: "logit" as const, index: 605, position: 116 };

const guest = { kind: "guest" as const, key: "guest-flood" };
const member = {
  ...{ kind: "member" as const, role: "member" as const },
  ...{ id: randomUUID(), handle: "member", name: null },
};

/** Waits until a job has got so far, and gives its row. */
async function jobUntil(jobId: string | null, reached: "startedAt" | "finishedAt") {
  for (;;) {
    const job = await db().job.findUniqueOrThrow({ where: { id: jobId ?? "" } });
    const at = job[reached];
    if (at) return { ...job, at };
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

let texts = 0;

/** Milliseconds from a member's question for a run to its beginning, and to its end. */
async function memberWaits(): Promise<{ begun: number; done: number }> {
  const { id } = await createRun({ model, text: `A member's text, number ${texts++}`, viewer: member });
  const { jobId } = await db().run.findUniqueOrThrow({ where: { id } });
  const { at: begun, queuedAt } = await jobUntil(jobId, "startedAt");
  const { at: done } = await jobUntil(jobId, "finishedAt");
  return { begun: begun.getTime() - queuedAt.getTime(), done: done.getTime() - queuedAt.getTime() };
}

let asked = 0;

/** One guest's circuits, each a question of its own, all at the same moment. */
async function flood(runId: string): Promise<(string | null)[]> {
  const questions = Array.from({ length: floodSize }, () => 1e-4 + asked++ * 1e-8);
  const limits = { mode: "direct" as const, edgeThreshold: 0, maxNodes: 5_000 };
  const circuits = await Promise.all(
    questions.map((threshold) => createCircuit({ runId, target, threshold, ...limits, viewer: guest })),
  );
  const rows = await db().circuit.findMany({ where: { id: { in: circuits.map(({ id }) => id) } } });
  return rows.map(({ jobId }) => jobId);
}

await withWorker(async () => {
  await db().user.create({ data: { id: member.id, handle: member.handle } });
  const { id: runId } = await createRun({ model, text: sentence.repeat(4), viewer: guest });
  await jobUntil((await db().run.findUniqueOrThrow({ where: { id: runId } })).jobId, "finishedAt");
  const quiet: number[] = [];
  for (let round = -2; round < rounds; round++) {
    const { begun } = await memberWaits();
    if (round >= 0) quiet.push(begun);
  }
  const behind: Awaited<ReturnType<typeof memberWaits>>[] = [];
  const heavy: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const jobs = await flood(runId);
    behind.push(await memberWaits());
    const begun = await db().job.findMany({
      where: { id: { in: jobs.flatMap((id) => id ?? []) }, attempt: 1 },
    });
    for (const { id } of begun) {
      const { startedAt, at } = await jobUntil(id, "finishedAt");
      heavy.push(at.getTime() - (startedAt?.getTime() ?? Number.NaN));
    }
    for (const id of jobs) if (id) await cancelJob(id);
    await Promise.all(jobs.map((id) => jobUntil(id, "finishedAt")));
  }
  const sorted = (values: number[]) => values.toSorted((a, b) => a - b);
  report("a member's run until it is begun, quiet, median", median(sorted(quiet)), "ms");
  report(
    `the same behind a guest's ${floodSize} heavy circuits, median`,
    median(sorted(behind.map(({ begun }) => begun))),
    "ms",
    10_000,
  );
  report("the slowest", Math.max(...behind.map(({ begun }) => begun)), "ms", 10_000);
  report("until it is done, the slowest", Math.max(...behind.map(({ done }) => done)), "ms");
  report("one of the heavy circuits, begun to refused, median", median(sorted(heavy)), "ms");
});

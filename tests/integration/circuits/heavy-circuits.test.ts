import pino from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createCircuit } from "@/lib/circuits/create-circuit";
import { db } from "@/lib/db/client";
import { openRuntime } from "@/lib/engine/runtime";
import { createExampleRun } from "@/lib/runs/create-run";
import { benches } from "@/workers/benches";
import { type ModelShelf, openShelf } from "@/workers/model-shelf";
import { performJob } from "@/workers/perform-job";
import { heavyTarget, heavyText } from "../support/heavy-circuits";
import { guest } from "../support/people";
import { setUpSite } from "../support/site";

const log = pino({ level: "silent" });
/** What a circuit may compute here, and how much less the second test leaves of it. */
const [budgetSeconds, usedSeconds] = [60, 59.5];
let models: ModelShelf;
let runId = "";

setUpSite({ env: { INTERACTIVE_JOB_SECONDS: String(budgetSeconds), GUEST_SECONDS_PER_DAY: "1000" } });

beforeAll(async () => {
  const runtime = await openRuntime({ provider: "cpu", threads: 1 });
  models = await openShelf("models", { runtime, memoryLimitBytes: 1e9, log });
  runId = (await createExampleRun({ model: "storybook-4l", text: heavyText })).id;
  const { jobId } = await db().run.findUniqueOrThrow({ where: { id: runId } });
  await perform(jobId);
});
afterAll(() => models.close());

/** Performs a job whose clock says that it has computed for a while already. */
function perform(jobId: string | null, alreadySeconds = 0): Promise<void> {
  const shelf: ModelShelf = {
    ...models,
    borrow: () => {
      const borrowed = models.borrow();
      return { ...borrowed, openingMillis: () => borrowed.openingMillis() - alreadySeconds * 1000 };
    },
  };
  const options = { benches, models: shelf, log, workerId: crypto.randomUUID() };
  return performJob(jobId ?? "", { ...options, heartbeatSeconds: 60, reportSeconds: 0 });
}

/** Asks for a circuit as a guest, has it computed, and gives its row with its job. */
async function compute(limits: { threshold: number; edgeThreshold: number }, alreadySeconds = 0) {
  const question = { runId, target: heavyTarget, mode: "direct" as const, maxNodes: 1_000_000, ...limits };
  const { id } = await createCircuit({ ...question, viewer: guest("heavy") });
  const { jobId } = await db().circuit.findUniqueOrThrow({ where: { id } });
  await perform(jobId, alreadySeconds);
  return db().circuit.findUniqueOrThrow({ where: { id }, include: { job: true } });
}

test("a circuit that is certain to be too large to be kept is refused while it is traced, with the figures", async () => {
  const { job, graph } = await compute({ threshold: 1e-4, edgeThreshold: 0 });
  expect(graph).toBeNull();
  expect(job).toMatchObject({ status: "failed", attempt: 1 });
  expect(job?.error).toMatch(
    /larger than the 64 MB.*has [\d,]{6,} edges among [\d,]{5,} nodes before all.*Raise the edge threshold/,
  );
  // It would have gone through every layer.
  expect(job?.progress).toBeLessThan(0.6);
});

test("a circuit that takes longer than a job may is stopped in the midst of it, and not tried again", async () => {
  const { job, graph } = await compute({ threshold: 1e-7, edgeThreshold: 1e-6 }, usedSeconds);
  expect(graph).toBeNull();
  expect(job).toMatchObject({ status: "failed", attempt: 1 });
  expect(job?.error).toMatch(/stopped after 60 seconds of computing.*Raise the threshold/);
  expect(job?.progress).toBeLessThan(0.9);
});

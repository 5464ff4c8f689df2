import pino from "pino";
import { describe, expect, test } from "vitest";
import { retry } from "@/lib/computations/retry";
import { db } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { beginJob } from "@/lib/jobs/begin-job";
import { cancelJob } from "@/lib/jobs/cancel-job";
import { queueJobs } from "@/lib/jobs/enqueue-job";
import { lanes } from "@/lib/lanes";
import { createExampleRun } from "@/lib/runs/create-run";
import { runComputation } from "@/lib/runs/run-computation";
import { registerWorker } from "@/lib/workers/register-worker";
import { releaseDeadWorkers } from "@/lib/workers/release-dead-workers";
import type { JobContext, JobHandler } from "@/workers/context";
import { performJob } from "@/workers/perform-job";
import { noModels } from "../support/no-models";
import { guest } from "../support/people";
import { setUpSite } from "../support/site";
import { waitFor } from "../support/wait-for";

let texts = 0;

async function newJob(): Promise<{ jobId: string; runId: string }> {
  const { id } = await createExampleRun({ model: "storybook-4l", text: `text ${texts++}` });
  const run = await db().run.findUniqueOrThrow({ where: { id }, select: { jobId: true } });
  return { runId: id, jobId: run.jobId ?? "" };
}

function perform(jobId: string, handler: JobHandler, { reportSeconds = 0 } = {}) {
  const log = pino({ level: "silent" });
  const workerId = crypto.randomUUID();
  const benches = [{ computation: runComputation, handler }];
  const options = { benches, workerId, models: noModels, log, heartbeatSeconds: 60, reportSeconds };
  return performJob(jobId, options);
}

function stateOf(jobId: string) {
  return db().job.findUniqueOrThrow({ where: { id: jobId }, include: { run: true } });
}

const fails =
  (error: Error): JobHandler =>
  async () =>
    Promise.reject(error);
const stores =
  (words: string): JobHandler =>
  async (id) => ({
    bytes: 0,
    write: async (tx) => {
      await tx.run.update({ where: { id }, data: { computedBy: words } });
    },
  });

setUpSite();

describe("an attempt at a job", () => {
  test("that was taken over stores nothing, whenever it ends", async () => {
    const { jobId } = await newJob();
    await perform(jobId, async (id, context) => {
      await perform(jobId, stores("the later attempt"));
      return stores("the earlier attempt")(id, context);
    });
    expect(await stateOf(jobId)).toMatchObject({
      status: "succeeded",
      attempt: 2,
      run: { computedBy: "the later attempt" },
    });
  });

  test("at a finished job does nothing", async () => {
    const { jobId } = await newJob();
    await perform(jobId, stores("first"));
    await perform(jobId, stores("second"));
    expect(await stateOf(jobId)).toMatchObject({ attempt: 1, run: { computedBy: "first" } });
  });

  test("that fails for a reason of ours is tried again, and given up after three", async () => {
    const { jobId } = await newJob();
    const broken = fails(new Error("a secret detail"));
    await expect(perform(jobId, broken)).rejects.toThrow();
    expect(await stateOf(jobId)).toMatchObject({ status: "queued", error: null });
    await expect(perform(jobId, broken)).rejects.toThrow();
    await perform(jobId, broken);
    const state = await stateOf(jobId);
    expect(state).toMatchObject({ status: "failed", attempt: 3 });
    expect(state.error).toContain(jobId);
    expect(state.error).not.toContain("secret");
  });

  test("that fails for a reason of the text's is not tried again, and says the reason", async () => {
    const { jobId } = await newJob();
    await perform(jobId, fails(new AppError("unprocessable", "The text is too long.")));
    expect(await stateOf(jobId)).toMatchObject({
      status: "failed",
      attempt: 1,
      error: "The text is too long.",
    });
  });

  test("stops at its next step when it is cancelled", async () => {
    const { jobId } = await newJob();
    let stepsAfterCancel = 0;
    await perform(jobId, async (id, context: JobContext) => {
      await context.report(0.5, "half way");
      expect(await cancelJob(jobId)).toBe(true);
      await context.report(0.6, "further");
      stepsAfterCancel++;
      return stores("not cancelled")(id, context);
    });
    expect(stepsAfterCancel).toBe(0);
    const state = await stateOf(jobId);
    expect(state).toMatchObject({ status: "cancelled", run: { computedBy: null } });
  });

  test("hears of a cancel at once, without a heartbeat or a report", async () => {
    const { jobId } = await newJob();
    await perform(jobId, async (id, context: JobContext) => {
      expect(await cancelJob(jobId)).toBe(true);
      expect(await cancelJob(jobId)).toBe(false);
      await waitFor("the cancel", async () => context.signal.aborted, 5);
      return stores("not cancelled")(id, context);
    });
    expect(await stateOf(jobId)).toMatchObject({ status: "cancelled", run: { computedBy: null } });
  });

  test("that fails once it was cancelled is not tried again", async () => {
    const { jobId } = await newJob();
    await perform(jobId, async () => {
      await cancelJob(jobId);
      throw new Error("broken");
    });
    expect(await stateOf(jobId)).toMatchObject({ status: "cancelled", attempt: 1 });
  });

  test("writes what it reports early a moment later, and the last of it", async () => {
    const { jobId } = await newJob();
    let seen: unknown;
    await perform(
      jobId,
      async (id, context: JobContext) => {
        await context.report(0.1, "opening");
        await context.report(0.2, "running");
        expect(await stateOf(jobId)).toMatchObject({ stage: "Starting" });
        seen = await waitFor("the report", async () => {
          const { stage, progress } = await stateOf(jobId);
          return stage !== "Starting" && { stage, progress };
        });
        return stores("reported")(id, context);
      },
      { reportSeconds: 0.2 },
    );
    expect(seen).toEqual({ stage: "running", progress: 0.2 });
    expect(await stateOf(jobId)).toMatchObject({ status: "succeeded", stage: null, progress: 1 });
  });

  test("is not made at a job cancelled while it waited, and the run can be started again", async () => {
    const { jobId, runId } = await newJob();
    expect(await cancelJob(jobId)).toBe(true);
    expect(await cancelJob(jobId)).toBe(false);
    await perform(jobId, stores("ran all the same"));
    expect(await stateOf(jobId)).toMatchObject({ status: "cancelled", run: { computedBy: null } });

    const retries = await Promise.all(
      [1, 2, 3].map(() => retry(runComputation, { id: runId }, guest("retry"))),
    );
    expect(new Set(retries.map(({ id }) => id))).toEqual(new Set([runId]));
    expect(await stateOf(jobId)).toMatchObject({ status: "queued", cancelRequestedAt: null });
    await perform(jobId, stores("ran after all"));
    expect(await stateOf(jobId)).toMatchObject({ status: "succeeded", run: { computedBy: "ran after all" } });
  });

  test("at a job that was given up and asked for again has three tries anew", async () => {
    const { jobId, runId } = await newJob();
    const broken = fails(new Error("broken"));
    for (let n = 0; n < 3; n++) await perform(jobId, broken).catch(() => undefined);
    expect(await stateOf(jobId)).toMatchObject({ status: "failed", attempt: 3 });
    await retry(runComputation, { id: runId }, guest("again"));
    await expect(perform(jobId, broken)).rejects.toThrow();
    await perform(jobId, stores("mended"));
    expect(await stateOf(jobId)).toMatchObject({ status: "succeeded", attempt: 5, error: null });
  });
});

describe("a dead worker's job", () => {
  async function deadWorker(): Promise<string> {
    const worker = await db().worker.create({
      data: {
        hostname: "gone",
        pid: 1,
        build: "0",
        provider: "cpu",
        startedAt: new Date(Date.now() - 60_000),
      },
    });
    return worker.id;
  }

  test("waits again, while a live worker's job is left alone", async () => {
    const dead = await newJob();
    const live = await newJob();
    await beginJob(dead.jobId, await deadWorker());
    const registration = await registerWorker({ build: "0", provider: "cpu", models: [], lanes: [...lanes] });
    await beginJob(live.jobId, registration.workerId);
    expect(await releaseDeadWorkers()).toContain(dead.jobId);
    expect((await stateOf(dead.jobId)).status).toBe("queued");
    expect((await stateOf(live.jobId)).status).toBe("running");
    await registration.release();
  });

  test("is given up when it has taken three workers with it", async () => {
    const { jobId } = await newJob();
    for (let n = 0; n < 3; n++) {
      await beginJob(jobId, await deadWorker());
      await releaseDeadWorkers();
    }
    expect(await stateOf(jobId)).toMatchObject({ status: "failed", attempt: 3 });
  });

  test("that was to stop is cancelled, not begun again", async () => {
    const { jobId } = await newJob();
    await beginJob(jobId, await deadWorker());
    expect(await cancelJob(jobId)).toBe(true);
    expect(await releaseDeadWorkers()).not.toContain(jobId);
    expect(await stateOf(jobId)).toMatchObject({ status: "cancelled" });
  });

  test("that was lost before it was begun, as often as the queue allows, is queued anew", async () => {
    const { jobId } = await newJob();
    await db().job.update({ where: { id: jobId }, data: { queuedAt: new Date(Date.now() - 60_000) } });
    expect(await releaseDeadWorkers()).not.toContain(jobId);
    await db()
      .$executeRaw`update graphile_worker._private_jobs set attempts = max_attempts where key = ${jobId}`;
    expect(await releaseDeadWorkers()).toContain(jobId);
    await db().$transaction((tx) => queueJobs(tx, [jobId]));
    const left = await db().$queryRaw<{ left: number }[]>`
      select max_attempts - attempts as left from graphile_worker.jobs where key = ${jobId}`;
    expect(left).toEqual([{ left: 3 }]);
    expect(await releaseDeadWorkers()).not.toContain(jobId);
  });
});

import pino from "pino";
import { beforeAll, describe, expect, test } from "vitest";
import type { Viewer } from "@/lib/auth/viewer-type";
import { ask } from "@/lib/computations/ask";
import { askerOf, theSite } from "@/lib/computations/asker";
import { db } from "@/lib/db/client";
import { cancelJob } from "@/lib/jobs/cancel-job";
import { workAllowance } from "@/lib/limits/allowances";
import { charge, getAllowance } from "@/lib/limits/daily-allowance";
import { releaseDeadWorkers } from "@/lib/workers/release-dead-workers";
import type { JobContext, JobHandler } from "@/workers/context";
import { performJob } from "@/workers/perform-job";
import { noModels } from "../support/no-models";
import { createPerson, guest } from "../support/people";
import { setUpSite } from "../support/site";
import { createTallyTable, storeTally, tallyComputation, tallyOf } from "../support/tally";

/** Of every kind here; a job that is to take longer is one of these. */
const budgetSeconds = 1;

setUpSite({
  model: false,
  env: {
    INTERACTIVE_JOB_SECONDS: String(budgetSeconds),
    GUEST_SECONDS_PER_DAY: "100",
    MEMBER_SECONDS_PER_DAY: "1000",
  },
});
beforeAll(createTallyTable);

let questions = 0;

async function newJob(viewer: Viewer | null = guest()): Promise<{ id: string; jobId: string }> {
  const asker = viewer ? askerOf(viewer) : theSite;
  const { id } = await ask(tallyComputation, { question: `question ${questions++}` }, asker);
  return { id, jobId: (await tallyOf(id)).jobId };
}

/** Performs a job once; `openingMillis` is what the models it borrowed took to open. */
function perform(jobId: string, handler: JobHandler, openingMillis = () => 0): Promise<void> {
  const models = { ...noModels, borrow: () => ({ ...noModels.borrow(), openingMillis }) };
  return performJob(jobId, {
    ...{ benches: [{ computation: tallyComputation, handler }], workerId: crypto.randomUUID() },
    ...{ models, log: pino({ level: "silent" }), heartbeatSeconds: 60, reportSeconds: 0 },
  });
}

/** Holds the thread, as the engine does: no timer and no notification is heard meanwhile. */
function holdThread(seconds: number): void {
  const until = performance.now() + seconds * 1000;
  while (performance.now() < until);
}

/** Works on in small steps, asking between them, and gives up after `mostSteps`. */
const works =
  (mostSteps: number, counted = { steps: 0 }): JobHandler =>
  async (id, { signal }) => {
    for (; counted.steps < mostSteps; counted.steps++) {
      holdThread(0.1);
      signal.throwIfAborted();
    }
    return storeTally(id, counted.steps);
  };

const jobOf = (jobId: string) => db().job.findUniqueOrThrow({ where: { id: jobId } });
/** Seconds that were charged, to the millisecond. */
async function spentOf(viewer: Viewer): Promise<number> {
  const key = viewer.kind === "member" ? viewer.id : viewer.key;
  const counter = await db().rateLimit.findUnique({ where: { key: `work-${viewer.kind}:${key}` } });
  return (counter?.points ?? 0) / 1000;
}

describe("a job's budget of seconds", () => {
  test("stops what holds the thread, in words that say what helps, and it is not tried again", async () => {
    const { id, jobId } = await newJob();
    const counted = { steps: 0 };
    await perform(jobId, works(100, counted));
    expect(counted.steps).toBeLessThan(100);
    expect(await jobOf(jobId)).toMatchObject({
      ...{ status: "failed", attempt: 1 },
      error: "This tally was stopped after 1 seconds of computing, which is the most for one. Count less.",
    });
    expect((await tallyOf(id)).result).toBeNull();
    // The queue may hand it out again, and then there is nothing to begin.
    await perform(jobId, works(1));
    expect(await jobOf(jobId)).toMatchObject({ status: "failed", attempt: 1 });
  });

  test("leaves alone what ends within it", async () => {
    const { id, jobId } = await newJob();
    await perform(jobId, works(1));
    expect((await tallyOf(id)).result).toBe(1);
  });

  test("stops what never asks once it reports, and stores nothing of what only comes back", async () => {
    for (const slow of [
      async (_: string, { report }: JobContext) => report(0.5, "half way"),
      async () => undefined,
    ]) {
      const { id, jobId } = await newJob();
      await perform(jobId, async (row, context) => {
        holdThread(budgetSeconds + 0.1);
        await slow(row, context);
        return storeTally(row, 1);
      });
      expect(await jobOf(jobId)).toMatchObject({ status: "failed", attempt: 1 });
      expect((await tallyOf(id)).result).toBeNull();
    }
  });

  test("does not count the time in which a model opens", async () => {
    const viewer = guest("waits for a model");
    const { id, jobId } = await newJob(viewer);
    let opened = 0;
    const handler: JobHandler = async (row, { signal }) => {
      const began = performance.now();
      holdThread(budgetSeconds + 0.5);
      opened = performance.now() - began;
      signal.throwIfAborted();
      return storeTally(row, 1);
    };
    await perform(jobId, handler, () => opened);
    expect((await tallyOf(id)).result).toBe(1);
    expect(await spentOf(viewer)).toBeLessThan(budgetSeconds);
  });
});

describe("what work costs", () => {
  const seconds = 0.3;
  const takes: JobHandler = async (row) => {
    holdThread(seconds);
    return storeTally(row, 1);
  };

  test("an attempt is charged to who had it begun, whether it ends well, fails or is cancelled", async () => {
    const { viewer: member } = await createPerson();
    const ends: ((jobId: string) => JobHandler)[] = [
      () => takes,
      () => async (row, context) => {
        await takes(row, context);
        throw new Error("broken");
      },
      (jobId) => async (row, context) => {
        await cancelJob(jobId);
        return takes(row, context);
      },
    ];
    for (const viewer of [member, guest("pays")])
      for (const [n, end] of ends.entries()) {
        const { jobId } = await newJob(viewer);
        await perform(jobId, end(jobId)).catch(() => undefined);
        expect(await spentOf(viewer)).toBeGreaterThanOrEqual(seconds * (n + 1));
      }
  });

  test("an attempt whose worker died is charged as far as it came, once, whatever becomes of its job", async () => {
    const viewer = guest("killer");
    const ends = [
      { data: {}, status: "queued" },
      { data: { attempt: 3 }, status: "failed" },
      { data: { cancelRequestedAt: new Date() }, status: "cancelled" },
    ];
    for (const [n, { data, status }] of ends.entries()) {
      const { jobId } = await newJob(viewer);
      const [startedAt, heartbeatAt] = [new Date(Date.now() - 60_000), new Date(Date.now() - 59_500)];
      const begun = {
        status: "running" as const,
        attempt: 1,
        workerId: crypto.randomUUID(),
        startedAt,
        heartbeatAt,
      };
      await db().job.update({ where: { id: jobId }, data: { ...begun, ...data } });
      await Promise.all(Array.from({ length: 4 }, releaseDeadWorkers));
      expect((await jobOf(jobId)).status).toBe(status);
      expect(await spentOf(viewer)).toBe(0.5 * (n + 1));
    }
    // Never more than one may compute: a worker that hung had a heartbeat and did nothing.
    const { jobId } = await newJob(viewer);
    const data = { status: "running" as const, attempt: 1, startedAt: new Date(0), heartbeatAt: new Date() };
    await db().job.update({ where: { id: jobId }, data });
    await releaseDeadWorkers();
    expect(await spentOf(viewer)).toBe(1.5 + budgetSeconds);
  });

  test("what waited while its asker's seconds were used up is refused when it is begun, in a sentence", async () => {
    const viewer = guest("asked much at once");
    const [first, second] = [await newJob(viewer), await newJob(viewer)];
    await perform(first.jobId, takes);
    await charge(workAllowance(), viewer, 100);
    const counted = { steps: 0 };
    await perform(second.jobId, works(1, counted));
    expect(counted.steps).toBe(0);
    expect((await jobOf(first.jobId)).status).toBe("succeeded");
    expect(await jobOf(second.jobId)).toMatchObject({
      ...{ status: "failed", attempt: 1 },
      error: expect.stringMatching(/your 100 seconds of computing for today/),
    });
  });

  test("nobody pays for what the site has for itself", async () => {
    const { jobId } = await newJob(null);
    await perform(jobId, takes);
    expect((await jobOf(jobId)).status).toBe("succeeded");
    expect(await db().rateLimit.count({ where: { key: { contains: "site" } } })).toBe(0);
  });

  test("who has used a day's seconds is refused before anything is queued or paid; what stands is answered", async () => {
    const viewer = guest("used up");
    const standing = { question: "stands" };
    const { id } = await ask(tallyComputation, standing, askerOf(viewer));
    await charge(workAllowance(), viewer, 100);
    const jobs = await db().job.count();
    const pieces = await getAllowance(tallyComputation.allowance(), viewer);
    await expect(ask(tallyComputation, { question: "one too many" }, askerOf(viewer))).rejects.toMatchObject({
      code: "too-many-requests",
      message: expect.stringMatching(/your 100 seconds of computing for today.*in about 24 hours/),
      details: { retryAfterSeconds: expect.any(Number) },
    });
    expect(await db().job.count()).toBe(jobs);
    expect(await getAllowance(tallyComputation.allowance(), viewer)).toEqual(pieces);
    expect(await ask(tallyComputation, standing, askerOf(viewer))).toEqual({ id, isNew: false });
  });
});

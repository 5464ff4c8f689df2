import { beforeAll, beforeEach, expect, test } from "vitest";
import { ask } from "@/lib/computations/ask";
import { askerOf } from "@/lib/computations/asker";
import { db } from "@/lib/db/client";
import { getQueueState } from "@/lib/health/queue-state";
import { beginJob } from "@/lib/jobs/begin-job";
import { deleteOldJobs } from "@/lib/jobs/clear-queue";
import { createRun } from "@/lib/runs/create-run";
import { releaseDeadWorkers } from "@/lib/workers/release-dead-workers";
import { housekeeping } from "@/workers/housekeeping";
import { guest } from "../support/people";
import { setUpSite } from "../support/site";
import { createTallyTable, tallyComputation, tallyOf } from "../support/tally";

setUpSite();
beforeAll(createTallyTable);
beforeEach(async () => {
  await db().$executeRaw`delete from graphile_worker._private_jobs`;
  await db().job.deleteMany();
});

let questions = 0;
async function queued(): Promise<string> {
  const { id } = await ask(tallyComputation, { question: `${questions++}` }, askerOf(guest(`${questions}`)));
  return (await tallyOf(id)).jobId;
}

async function queueKeys(): Promise<string[]> {
  const rows = await db().$queryRaw<{ key: string }[]>`select key from graphile_worker.jobs order by id`;
  return rows.map(({ key }) => key);
}

async function deadWorker(): Promise<string> {
  const queueIds = ["slot of the dead"];
  const startedAt = new Date(Date.now() - 60_000);
  const { id } = await db().worker.create({
    data: { hostname: "gone", pid: 1, build: "0", provider: "cpu", queueIds, startedAt },
  });
  return id;
}

test("health counts what can be begun, by lane with the age of the oldest: not what is locked, used up, running or over", async () => {
  expect(await getQueueState()).toEqual({
    interactive: { waiting: 0, oldestSeconds: 0 },
    background: { waiting: 0, oldestSeconds: 0 },
  });
  const [first, , locked, usedUp, running, cancelled] = await Promise.all(Array.from({ length: 6 }, queued));
  await db()
    .$executeRaw`update "Job" set "queuedAt" = now() - interval '90 seconds' where id = ${first}::uuid`;
  await db().$executeRaw`
    update graphile_worker._private_jobs set locked_at = now(), locked_by = 'slot of the dead' where key = ${locked}`;
  await db().$executeRaw`
    update graphile_worker._private_jobs set attempts = max_attempts where key = ${usedUp}`;
  await beginJob(running ?? "", await deadWorker());
  await db().job.updateMany({ where: { id: cancelled }, data: { status: "cancelled" } });
  const { interactive, background } = await getQueueState();
  expect(interactive.waiting).toBe(2);
  expect(interactive.oldestSeconds).toBeGreaterThanOrEqual(90);
  expect(interactive.oldestSeconds).toBeLessThan(150);
  expect(background).toEqual({ waiting: 0, oldestSeconds: 0 });
});

test("the row and the locks of a dead worker go, and what it had can be begun again", async () => {
  const jobId = await queued();
  const workerId = await deadWorker();
  await db().$executeRaw`
    update graphile_worker._private_jobs set locked_at = now(), locked_by = 'slot of the dead' where key = ${jobId}`;
  await beginJob(jobId, workerId);
  expect((await getQueueState()).interactive.waiting).toBe(0);
  await releaseDeadWorkers();
  expect(await db().worker.count()).toBe(0);
  expect((await getQueueState()).interactive.waiting).toBe(1);
});

test("housekeeping deletes queue rows whose tries are used up, names of tasks that there are no more, and counters that expired", async () => {
  const [usedUp, waits, locked] = await Promise.all([queued(), queued(), queued()]);
  await db().$executeRaw`
    update graphile_worker._private_jobs set attempts = max_attempts where key = any(${[usedUp, locked]})`;
  // Its last try goes on.
  await db().$executeRaw`
    update graphile_worker._private_jobs set locked_at = now(), locked_by = 'alive' where key = ${locked}`;
  await db()
    .$executeRaw`insert into graphile_worker._private_tasks (identifier) values ('of an earlier release')`;
  await db().$executeRaw`insert into graphile_worker._private_job_queues (queue_name) values ('empty')`;
  await db().rateLimit.createMany({
    data: [
      { key: "past", points: 1, expire: BigInt(Date.now() - 2 * 60 * 60_000) },
      { key: "now", points: 1, expire: BigInt(Date.now() + 60_000) },
    ],
  });
  await Promise.all([housekeeping(new Date()), housekeeping(new Date())]);
  expect((await queueKeys()).toSorted()).toEqual([waits, locked].toSorted());
  const tasks = await db().$queryRaw<{ identifier: string }[]>`
    select identifier from graphile_worker._private_tasks`;
  expect(tasks.map(({ identifier }) => identifier)).toEqual(["interactive"]);
  expect(await db().$queryRaw`select from graphile_worker._private_job_queues`).toEqual([]);
  const counters = await db().rateLimit.findMany({ where: { key: { in: ["past", "now"] } } });
  expect(counters.map(({ key }) => key)).toEqual(["now"]);
});

test("rows of jobs go a week after they ended, where nothing points to them; what waits or is somebody's stays", async () => {
  const ended = (days: number) => ({
    ...{ kind: "import", status: "succeeded" as const, attemptLimit: 3 },
    finishedAt: new Date(Date.now() - days * 24 * 60 * 60_000),
  });
  const { id: runId } = await createRun({ model: "storybook-4l", text: "Mary went", viewer: guest() });
  const { jobId: ofRun } = await db().run.findUniqueOrThrow({ where: { id: runId } });
  await db().job.update({ where: { id: ofRun ?? "" }, data: ended(20) });
  const waits = await queued();
  const old = await db().job.create({ data: ended(8) });
  const young = await db().job.create({ data: ended(6) });
  // Parts of what is done go; of what failed they stay, since it goes on from them.
  const failed = await db().job.create({ data: { ...ended(8), status: "failed" } });
  await db().run.create({
    data: {
      jobId: failed.id,
      identity: "of what failed",
      text: "",
      modelId: (await db().run.findUniqueOrThrow({ where: { id: runId } })).modelId,
    },
  });
  const kept = await db().job.create({ data: { ...ended(8), parentId: failed.id, part: 0 } });
  await db().job.update({ where: { id: ofRun ?? "" }, data: { parts: 1 } });
  const part = await db().job.create({ data: { ...ended(8), parentId: ofRun, part: 0 } });

  const counts = await Promise.all([deleteOldJobs(), deleteOldJobs()]);
  expect(counts.reduce((a, b) => a + b)).toBe(2);
  const left = (await db().job.findMany({ select: { id: true } })).map(({ id }) => id);
  expect(left.toSorted()).toEqual([ofRun, waits, young.id, failed.id, kept.id].toSorted());
  expect([old.id, part.id].filter((id) => left.includes(id))).toEqual([]);
});

import pino from "pino";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { ask } from "@/lib/computations/ask";
import { cancel } from "@/lib/computations/cancel";
import { retry } from "@/lib/computations/retry";
import { getProgress } from "@/lib/computations/watch";
import { db } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { beginJob } from "@/lib/jobs/begin-job";
import { lanes } from "@/lib/lanes";
import { releaseDeadWorkers } from "@/lib/workers/release-dead-workers";
import type { PartsHandler } from "@/workers/context";
import { performJob } from "@/workers/perform-job";
import { type RunningWorker, startWorker } from "@/workers/start-worker";
import { askerNamed } from "../support/asker";
import { noModels } from "../support/no-models";
import { createPerson, type Person } from "../support/people";
import { setUpSite } from "../support/site";
import {
  createTallyTable,
  storedParts,
  storePart,
  storeTally,
  tallyComputation,
  tallyOf,
} from "../support/tally";
import { waitFor } from "../support/wait-for";

const log = pino({ level: "silent" });
const workers: RunningWorker[] = [];
let person: Person;
let questions = 0;

setUpSite({ model: false });
beforeAll(async () => {
  await createTallyTable();
  person = await createPerson();
});
afterEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => worker.drain()));
  await db().job.deleteMany();
});

/** A handler of so many parts that counts how often its end ran. */
function inParts(count: number, changes: Partial<PartsHandler> = {}) {
  const ran = { finish: 0 };
  const handler: PartsHandler = {
    divide: async () => count,
    part: async (id, part) => storePart(id, part),
    finish: async (id) => {
      ran.finish++;
      return storeTally(id, (await storedParts(id)).length);
    },
    ...changes,
  };
  return { ran, handler };
}

async function work(handler: PartsHandler): Promise<void> {
  const benches = [{ computation: tallyComputation, handler }];
  workers.push(await startWorker({ models: noModels, lanes, log, benches }));
}

/** One attempt at a job, without a queue. */
function perform(jobId: string, handler: PartsHandler): Promise<void> {
  const benches = [{ computation: tallyComputation, handler }];
  const options = { benches, workerId: crypto.randomUUID(), models: noModels, log };
  return performJob(jobId, { ...options, heartbeatSeconds: 60, reportSeconds: 0 });
}

async function newTally() {
  const asker = { ...askerNamed(person.id), requesterId: person.id };
  const { id } = await ask(tallyComputation, { question: `parts ${questions++}` }, asker);
  return { id, ...(await tallyOf(id)) };
}

function partsOf(jobId: string) {
  return db().job.findMany({ where: { parentId: jobId }, orderBy: { part: "asc" } });
}

function progressOf(id: string) {
  return getProgress(tallyComputation, { id }, person.viewer);
}

async function done(id: string): Promise<number | null> {
  const tally = await waitFor("the tally", async () => {
    const { status, failure } = await progressOf(id);
    if (status === "failed") throw new Error(failure ?? "it failed");
    return status === "ready" && (await tallyOf(id));
  });
  return tally.result;
}

describe("a computation in parts", () => {
  test("stores every part once, over several workers, and ends once when the last is stored", async () => {
    const { ran, handler } = inParts(30);
    await Promise.all([work(handler), work(handler), work(handler)]);
    const { id } = await newTally();
    expect(await done(id)).toBe(30);
    expect(await storedParts(id)).toEqual(Array.from({ length: 30 }, (_, part) => part));
    expect(ran.finish).toBe(1);
    expect(await progressOf(id)).toMatchObject({ status: "ready", progress: 1 });
  });

  test("of no part at all is ended at once", async () => {
    const { ran, handler } = inParts(0);
    await work(handler);
    const { id } = await newTally();
    expect(await done(id)).toBe(0);
    expect(ran.finish).toBe(1);
  });

  test("has one progress: how many of its parts are stored", async () => {
    const { handler } = inParts(4);
    const { id, jobId } = await newTally();
    await perform(jobId, handler);
    expect(await progressOf(id)).toMatchObject({ status: "computing", progress: 0, canCancel: true });
    const [first] = await partsOf(jobId);
    await perform(first?.id ?? "", handler);
    expect(await progressOf(id)).toMatchObject({ progress: 0.25, stage: "1 of 4 parts done" });
  });

  test("stores nothing of a part that was taken over, and counts it once", async () => {
    const { handler } = inParts(2);
    const { id, jobId } = await newTally();
    await perform(jobId, handler);
    const [first] = await partsOf(jobId);
    const slow = { ...handler };
    slow.part = async (row, part) => {
      await perform(first?.id ?? "", handler);
      return storePart(row, part);
    };
    await perform(first?.id ?? "", slow);
    expect(await storedParts(id)).toEqual([0]);
    expect(await db().job.findUniqueOrThrow({ where: { id: jobId } })).toMatchObject({ partsDone: 1 });
  });

  test("tries a part again whose worker was lost, and only that one", async () => {
    const { handler } = inParts(3);
    const { id, jobId } = await newTally();
    await perform(jobId, handler);
    const [first, second, third] = (await partsOf(jobId)).map((part) => part.id);
    await perform(first ?? "", handler);
    const dead = await db().worker.create({
      data: {
        hostname: "gone",
        pid: 1,
        build: "0",
        provider: "cpu",
        startedAt: new Date(Date.now() - 60_000),
      },
    });
    await beginJob(second ?? "", dead.id);
    expect(await releaseDeadWorkers()).toContain(second);
    for (const part of [second, third]) await perform(part ?? "", handler);
    await perform(jobId, handler);
    expect(await done(id)).toBe(3);
    expect((await partsOf(jobId)).map(({ attempt }) => attempt)).toEqual([1, 2, 1]);
  });

  test("is cancelled as one: nothing more is stored, and a retry computes what is left", async () => {
    const { ran, handler } = inParts(4);
    const { id, jobId } = await newTally();
    await perform(jobId, handler);
    const parts = (await partsOf(jobId)).map((part) => part.id);
    await perform(parts[0] ?? "", handler);
    const stopped = { ...handler };
    stopped.part = async (row, part, { signal }) => {
      expect(await cancel(tallyComputation, { id }, person.viewer)).toEqual({ cancelled: true });
      await waitFor("the part to hear of it", async () => signal.aborted, 5);
      return storePart(row, part);
    };
    await perform(parts[1] ?? "", stopped);
    for (const part of parts) await perform(part, handler);
    expect(await storedParts(id)).toEqual([0]);
    expect(await progressOf(id)).toMatchObject({ status: "failed", progress: 0.25 });
    expect((await partsOf(jobId)).map(({ status }) => status)).toEqual([
      "succeeded",
      ...Array(3).fill("cancelled"),
    ]);

    await retry(tallyComputation, { id }, person.viewer);
    expect(await progressOf(id)).toMatchObject({ status: "computing", progress: 0.25 });
    await work(handler);
    expect(await done(id)).toBe(4);
    expect(await storedParts(id)).toEqual([0, 1, 2, 3]);
    expect(ran.finish).toBe(1);
  });

  test("begun again while a part was still about to stop computes that part too", async () => {
    const { handler } = inParts(2);
    const { id, jobId } = await newTally();
    await perform(jobId, handler);
    const [first] = await partsOf(jobId);
    const stopped = { ...handler };
    stopped.part = async (row, part) => {
      await cancel(tallyComputation, { id }, person.viewer);
      await retry(tallyComputation, { id }, person.viewer);
      return storePart(row, part);
    };
    await perform(first?.id ?? "", stopped);
    await work(handler);
    expect(await done(id)).toBe(2);
    expect(await storedParts(id)).toEqual([0, 1]);
  });

  test("fails with the reason of the part that failed, and its other parts are not begun", async () => {
    const { handler } = inParts(3, {
      part: async (id, part) => {
        if (part === 1) throw new AppError("unprocessable", "The second part is not readable.");
        return storePart(id, part);
      },
    });
    const { id, jobId } = await newTally();
    await perform(jobId, handler);
    const parts = await partsOf(jobId);
    await perform(parts[1]?.id ?? "", handler);
    for (const part of parts) await perform(part.id, handler);
    expect(await progressOf(id)).toMatchObject({
      status: "failed",
      failure: "The second part is not readable.",
    });
    expect(await storedParts(id)).toEqual([]);
    await retry(tallyComputation, { id }, person.viewer);
    await work(inParts(3).handler);
    expect(await done(id)).toBe(3);
  });

  test("that cannot be ended is tried again, and its parts are not", async () => {
    let tries = 0;
    const { handler } = inParts(2, {
      finish: async (id) => {
        if (tries++ === 0) throw new Error("broken once");
        return storeTally(id, (await storedParts(id)).length);
      },
    });
    await work(handler);
    const { id } = await newTally();
    expect(await done(id)).toBe(2);
    expect(await storedParts(id)).toEqual([0, 1]);
    expect(tries).toBe(2);
  });
});

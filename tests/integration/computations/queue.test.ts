import pino from "pino";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { ask } from "@/lib/computations/ask";
import { getProgress } from "@/lib/computations/watch";
import { db } from "@/lib/db/client";
import { type Lane, lanes } from "@/lib/lanes";
import { releaseDeadWorkers } from "@/lib/workers/release-dead-workers";
import type { JobHandler } from "@/workers/context";
import { type RunningWorker, startWorker } from "@/workers/start-worker";
import { askerNamed } from "../support/asker";
import { noModels } from "../support/no-models";
import { guest } from "../support/people";
import { setUpSite } from "../support/site";
import { createTallyTable, storeTally, tallyComputation, tallyOf } from "../support/tally";
import { waitFor } from "../support/wait-for";

const nightlyComputation = { ...tallyComputation, kind: "nightly", lane: "background" as const };
const workers: RunningWorker[] = [];
/** The questions in the order in which they were begun. */
let begun: string[] = [];
let open = () => {};
let gate = Promise.resolve();

setUpSite({ model: false });
beforeAll(createTallyTable);
afterEach(async () => {
  open();
  await Promise.all(workers.splice(0).map((worker) => worker.drain()));
  await db().job.deleteMany();
  begun = [];
  gate = Promise.resolve();
});

/** Whatever is begun from now on waits until `open`. */
function closeGate(): void {
  gate = new Promise((resolve) => {
    open = resolve;
  });
}

const handler: JobHandler = async (id) => {
  begun.push((await tallyOf(id)).question);
  await gate;
  return storeTally(id, 0);
};

async function work(taken: readonly Lane[] = lanes): Promise<void> {
  const benches = [tallyComputation, nightlyComputation].map((computation) => ({ computation, handler }));
  const log = pino({ level: "silent" });
  workers.push(await startWorker({ models: noModels, lanes: taken, log, benches }));
}

type MadeUp = typeof tallyComputation | typeof nightlyComputation;

function askFor(question: string, asker = "somebody", computation: MadeUp = tallyComputation) {
  return ask(computation, { question }, askerNamed(asker));
}

async function aheadOf(id: string): Promise<number> {
  return (await getProgress(tallyComputation, { id }, guest())).queue.ahead;
}

test("a job that takes long is not handed to a second worker while the first one has it", async () => {
  closeGate();
  await work();
  await askFor("a long one");
  await waitFor("it to begin", async () => begun.length === 1);
  // As old as a lock may be, and longer.
  const lockOf = () => db().$queryRaw<{ locked: boolean }[]>`
    select locked_at is not null as locked from graphile_worker._private_jobs`;
  await db().$executeRaw`update graphile_worker._private_jobs set locked_at = now() - interval '1 minute'`;
  await releaseDeadWorkers();
  expect(await lockOf()).toEqual([{ locked: true }]);
  await work();
  await askFor("another", "somebody else");
  await waitFor("the second worker to have taken it", async () => begun.length === 2);
  open();
  await waitFor(
    "both to be stored",
    async () => (await db().job.count({ where: { status: "succeeded" } })) === 2,
  );
  expect(begun).toEqual(["a long one", "another"]);
  expect(await db().job.findMany({ select: { attempt: true } })).toEqual([{ attempt: 1 }, { attempt: 1 }]);
});

describe("fair shares", () => {
  test("one asker's two hundred jobs delay another's one by at most the job at hand", async () => {
    closeGate();
    await work();
    await askFor("flood 0", "a guest");
    await waitFor("the first to begin", async () => begun.length === 1);
    // All at the same moment, since that is how a flood comes.
    const flood = await Promise.all(
      Array.from({ length: 199 }, (_, n) => askFor(`flood ${n + 1}`, "a guest")),
    );
    const { id } = await askFor("the member's", "a member");
    expect(await aheadOf(id)).toBe(1);
    expect(Math.max(...(await Promise.all(flood.map((each) => aheadOf(each.id)))))).toBe(200);
    open();
    await waitFor("all to be begun", async () => begun.length === 201, 60);
    expect(begun.indexOf("the member's")).toBe(1);
  });

  test("askers take turns, and how many are ahead of a job is how many are begun before it", async () => {
    const asked = new Map<string, string>();
    for (const asker of ["anna", "ben", "carl"])
      for (let n = 1; n <= 4; n++) {
        const question = `${asker} ${n}`;
        asked.set(question, (await askFor(question, asker)).id);
      }
    const ahead = new Map<string, number>();
    for (const [question, id] of asked) ahead.set(question, await aheadOf(id));
    await work();
    await waitFor("all to be begun", async () => begun.length === 12);
    const turns = [1, 2, 3, 4].flatMap((n) => ["anna", "ben", "carl"].map((asker) => `${asker} ${n}`));
    expect(begun).toEqual(turns);
    expect(Object.fromEntries(ahead)).toEqual(Object.fromEntries(turns.map((question, n) => [question, n])));
  });

  test("who comes back after a while takes a turn like anybody, and gains nothing by having waited", async () => {
    for (let n = 1; n <= 3; n++) await askFor(`busy ${n}`, "busy");
    await work();
    await waitFor("the lane to be idle", async () => begun.length === 3);
    await Promise.all(workers.splice(0).map((worker) => worker.drain()));
    begun = [];
    await askFor("busy again 1", "busy");
    await askFor("busy again 2", "busy");
    await askFor("late 1", "late");
    await askFor("late 2", "late");
    await work();
    await waitFor("all to be begun", async () => begun.length === 4);
    expect(begun).toEqual(["busy again 1", "late 1", "busy again 2", "late 2"]);
  });
});

describe("lanes", () => {
  test("what a person waits for begins while what nobody waits for is being computed", async () => {
    closeGate();
    await work();
    for (let n = 0; n < 5; n++) await askFor(`nightly ${n}`, "site", nightlyComputation);
    await waitFor("the background to begin", async () => begun.length === 1);
    const { id } = await askFor("a person's");
    expect(await aheadOf(id)).toBe(0);
    await waitFor("the person's to begin", async () => begun.includes("a person's"), 5);
    expect(begun).toHaveLength(2);
  });

  test("a worker takes nothing from a lane it does not serve, and the reader is told that no worker is there", async () => {
    await work(["background"]);
    const { id } = await askFor("a person's alone");
    await askFor("nightly alone", "site", nightlyComputation);
    await waitFor("the background to begin", async () => begun.length === 1);
    expect(begun).toEqual(["nightly alone"]);
    expect(await getProgress(tallyComputation, { id }, guest())).toMatchObject({ queue: { workers: 0 } });
    closeGate();
    await work(["interactive"]);
    await waitFor("the other to begin", async () => begun.length === 2);
    expect((await getProgress(tallyComputation, { id }, guest())).queue.workers).not.toBe(0);
  });
});

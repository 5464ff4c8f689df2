import { beforeAll, expect, test } from "vitest";
import { POST as askCircuit } from "@/app/api/v1/circuits/route";
import { POST as askRun } from "@/app/api/v1/runs/route";
import { db } from "@/lib/db/client";
import { createExampleRun } from "@/lib/runs/create-run";
import { heavyCircuit, heavyText } from "../support/heavy-circuits";
import { call, createPerson } from "../support/people";
import { setUpSite } from "../support/site";
import { waitFor } from "../support/wait-for";
import { spawnWorker } from "../support/worker";

const floodSize = 30;
let runId = "";

setUpSite();

beforeAll(async () => {
  const worker = spawnWorker({ keep: true });
  runId = (await createExampleRun({ model: "storybook-4l", text: heavyText })).id;
  await worker.ready;
  await waitFor("the run", () => db().run.findFirst({ where: { id: runId, computedAt: { not: null } } }));
});

test("behind thirty heavy circuits that a guest sends within a second, a member's run is begun after the one at hand", async () => {
  const answers = await Promise.all(
    Array.from({ length: floodSize }, (_, n) =>
      // Every other is certain to be too large, and the rest are nearly so.
      call(askCircuit, { method: "POST", body: { runId, ...heavyCircuit(n, n % 2 ? 0 : 2e-7) } }),
    ),
  );
  expect(answers.map(({ status }) => status)).toEqual(Array(floodSize).fill(201));
  const flood = { circuit: { runId } };
  await waitFor("the flood to begin", () => db().job.findFirst({ where: { ...flood, attempt: { gt: 0 } } }));

  const person = await createPerson();
  const begunBefore = await db().job.count({ where: { ...flood, attempt: { gt: 0 } } });
  const answer = await call(askRun, {
    method: "POST",
    body: { model: "storybook-4l", text: "A member's text" },
    person,
  });
  expect(answer.status).toBe(201);
  const { id } = await answer.json();
  const { startedAt } = await waitFor("the member's run", async () => {
    const { job } = await db().run.findUniqueOrThrow({ where: { id }, select: { job: true } });
    return job?.startedAt ? { ...job, startedAt: job.startedAt } : null;
  });
  // How many seconds that is, bench/flood.bench.ts measures.
  const begunAhead = await db().job.count({ where: { ...flood, startedAt: { lt: startedAt } } });
  // Those begun when it was asked for, and the one that a worker may have taken in the same moment.
  expect(begunAhead).toBeLessThanOrEqual(begunBefore + 1);
  expect(begunAhead).toBeLessThan(floodSize);
});

import { beforeAll, expect, test, vi } from "vitest";
import { POST as askScore } from "@/app/api/v1/features/[model]/[set]/[layer]/[index]/program-scores/route";
import { POST as cancelScore } from "@/app/api/v1/program-scores/[id]/cancel/route";
import { GET as readScore } from "@/app/api/v1/program-scores/[id]/route";
import type { Feature } from "@/lib/circuit-format/node-id";
import { db } from "@/lib/db/client";
import { programScoreViewSchema } from "@/lib/label-programs/score/view";
import { circuitAllowance, storageAllowance, workAllowance } from "@/lib/limits/allowances";
import { getAllowance, type Meter } from "@/lib/limits/daily-allowance";
import { storeNaiveEvidence } from "../support/evidence";
import { call, createPerson, type Person } from "../support/people";
import { copyCorpus } from "../support/program-scores";
import { setUpSite } from "../support/site";
import { waitFor } from "../support/wait-for";
import { spawnWorker } from "../support/worker";

vi.setConfig({ testTimeout: 180_000, hookTimeout: 120_000 });
setUpSite();

/** Marks every token, so that all windows are read through the model. */
const program = "position from 1";
let feature: Feature;
let windows = 0;

beforeAll(async () => {
  const [first] = await storeNaiveEvidence(1);
  if (!first) throw new Error("there is a feature");
  feature = first;
  ({ windows } = await copyCorpus(feature, 25));
  await spawnWorker({ keep: true }).ready;
});

async function asked(person: Person): Promise<string> {
  const { kind, layer, index } = feature;
  const params = { model: "storybook-4l", set: kind, layer: String(layer), index: String(index) };
  const response = await call(askScore, { method: "POST", params, body: { program }, person });
  return programScoreViewSchema.parse(await response.json()).id;
}

const scoreAt = async (id: string) =>
  programScoreViewSchema.parse(await (await call(readScore, { params: { id } })).json());

const cancel = async (id: string, person: Person) => {
  const answer = await call(cancelScore, { method: "POST", params: { id }, person });
  return { status: answer.status, body: await answer.json() };
};

const usedOf = async (meter: Meter, { viewer }: Person) => {
  const { perDay, left } = await getAllowance(meter, viewer);
  return perDay - left;
};

test("a score that is cancelled midway stores nothing and takes no room, is stopped by who asked alone, and is asked again from the start", async () => {
  const [person, other] = [await createPerson(), await createPerson()];
  const id = await asked(person);
  await waitFor(
    "windows that are read",
    async () => {
      const { jobId } = await db().programScore.findUniqueOrThrow({ where: { id } });
      const job = await db().job.findUniqueOrThrow({ where: { id: jobId ?? "" } });
      if (job.status === "succeeded") throw new Error("it ended before it could be cancelled");
      return job.stage?.startsWith("Reading through the model") && job.progress > 0.2;
    },
    60,
  );
  expect((await cancel(id, other)).status).toBe(404);
  expect(await cancel(id, person)).toMatchObject({ status: 200, body: { cancelled: true } });
  const stopped = await waitFor("the end of it", async () => {
    const score = await scoreAt(id);
    return score.status !== "computing" && score;
  });
  expect(stopped).toMatchObject({ status: "failed", result: null });
  expect(stopped.failure).toContain("was cancelled before it was done");
  const { jobId } = await db().programScore.findUniqueOrThrow({ where: { id } });
  expect(await db().job.findUniqueOrThrow({ where: { id: jobId ?? "" } })).toMatchObject({
    ...{ status: "cancelled", error: null },
  });
  expect(await db().programScore.findUniqueOrThrow({ where: { id } })).toMatchObject({
    ...{ result: null, computedAt: null, computedBy: null },
  });
  // A piece and the seconds that it took are the day's; of what is stored nothing is.
  expect(await usedOf(circuitAllowance(), person)).toBe(1);
  expect(await usedOf(workAllowance(), person)).toBeGreaterThan(0);
  expect(await usedOf(storageAllowance(), person)).toBe(0);
  expect((await cancel(id, person)).body).toEqual({ cancelled: false });

  // Whoever asks next has it begun again, and it is theirs.
  expect(await asked(other)).toBe(id);
  const ready = await waitFor(
    "the score",
    async () => {
      const score = await scoreAt(id);
      return score.status !== "computing" && score;
    },
    120,
  );
  expect(ready).toMatchObject({ status: "ready", result: { windows, read: windows } });
  expect(ready.result?.sensitivity).toEqual({ value: 1, low: 1, high: 1 });
  expect(await usedOf(circuitAllowance(), person)).toBe(1);
  expect(await usedOf(storageAllowance(), person)).toBe(0);
  expect(await usedOf(circuitAllowance(), other)).toBe(1);
  expect(await usedOf(storageAllowance(), other)).toBeGreaterThan(0);
});

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import pino from "pino";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { GET as getFile } from "@/app/api/v1/experiments/[id]/file/route";
import { GET as getResult } from "@/app/api/v1/experiments/[id]/results/[number]/route";
import { POST as postResult } from "@/app/api/v1/experiments/[id]/results/route";
import { DELETE as deleteOne, GET as getOne, PATCH as patchOne } from "@/app/api/v1/experiments/[id]/route";
import { GET as getList, POST as postOne } from "@/app/api/v1/experiments/route";
import { cancel } from "@/lib/computations/cancel";
import { getProgress } from "@/lib/computations/watch";
import { db, type Prisma } from "@/lib/db/client";
import { openRuntime } from "@/lib/engine/runtime";
import { madeUpExperiment } from "@/lib/experiment-format/made-up-experiment";
import { readExperimentResult } from "@/lib/experiment-format/result";
import { bundledExperimentNames } from "@/lib/experiments/bundled/bundled-experiments";
import { concludeBundled } from "@/lib/experiments/bundled/conclude-bundled";
import { conclusions } from "@/lib/experiments/bundled/conclusions";
import { maxExperiments } from "@/lib/experiments/experiment-schemas";
import { resultComputation } from "@/lib/experiments/result-computation";
import { resultRoom } from "@/lib/experiments/result-room";
import { seedExperiments } from "@/lib/experiments/seed-experiments";
import { createFamily } from "@/lib/families/create-family";
import { deleteFamily } from "@/lib/families/delete-family";
import { seedFamilies } from "@/lib/families/seed-families";
import { madeUpFamily } from "@/lib/family-format/made-up-family";
import { commons } from "@/tests/golden/commons";
import { benches } from "@/workers/benches";
import { type ModelShelf, openShelf } from "@/workers/model-shelf";
import { performJob } from "@/workers/perform-job";
import { call, createPerson, type Person } from "../support/people";
import { setUpSite } from "../support/site";

const log = pino({ level: "silent" });
const folder = mkdtempSync(path.join(os.tmpdir(), "commons-experiments-"));
const absent = "00000000-0000-7000-8000-000000000000";
let models: ModelShelf;
let owner: Person;
let other: Person;
let family = { id: "", version: 1 };

setUpSite();

beforeAll(async () => {
  const runtime = await openRuntime({ provider: "cpu", threads: 1 });
  models = await openShelf("models", { runtime, memoryLimitBytes: 1e9, log });
  [owner, other] = [await createPerson(), await createPerson()];
  const { id } = await makeFamily(true);
  family = { id, version: 1 };
}, 120_000);
afterAll(async () => {
  await models.close();
  rmSync(folder, { recursive: true });
});

const makeFamily = (isPublic: boolean, change = {}, by = owner) =>
  createFamily({
    ...{ source: JSON.stringify(madeUpFamily(change)), isPublic, forkOf: null, ownerId: by.id },
  });

async function work(): Promise<void> {
  for (const { id } of await db().job.findMany({ where: { status: "queued" } }))
    await performJob(id, {
      ...{ benches, workerId: crypto.randomUUID(), models, log, heartbeatSeconds: 60, reportSeconds: 0 },
    });
}

interface Posted {
  change?: object;
  person?: Person;
  more?: object;
}

/** The made-up experiment over the made-up family, its family told by its place. */
function post({ change = {}, person = owner, more = {} }: Posted = {}) {
  const { family: _, format: __, ...experiment } = madeUpExperiment();
  const body = { experiment: { ...experiment, ...change }, family, isPublic: true, ...more };
  return call(postOne, { method: "POST", person, body });
}

async function made(posted: Posted = {}): Promise<string> {
  const answer = await post(posted);
  expect(answer.status).toBe(201);
  return (await answer.json()).id;
}

const run = (id: string, person = owner) => call(postResult, { method: "POST", params: { id }, person });
const view = async (id: string, person?: Person) =>
  (await call(getOne, { params: { id }, ...(person && { person }) })).json();
const resultOf = async (id: string, number = "1") =>
  (await call(getResult, { params: { id, number } })).json();

describe("an experiment", { timeout: 120_000 }, () => {
  test("is written down, then run, with the very numbers of `commons experiment run` on its own file", async () => {
    const id = await made();
    const before = await view(id);
    expect(before).toMatchObject({ results: [], computedAt: null, conclusion: null, isMine: false });
    const asked = await (await run(id)).json();
    expect(asked).toMatchObject({ number: 1, isNew: true, url: `/experiments/${id}?result=1` });
    await work();

    const after = await view(id, owner);
    expect(after).toMatchObject({ isMine: true, results: [{ number: 1, status: "ready", beside: null }] });
    // The site had it before there was a result, whatever the file says.
    expect(Date.parse(after.createdAt)).toBeLessThan(Date.parse(after.computedAt));
    const result = await resultOf(id);
    expect(result.conditions).toMatchObject([{ name: "attention at IO", reached: 12 }]);
    expect(result.conditions[0].metrics[0].change.mean).not.toBe(0);

    const file = path.join(folder, "experiment.json");
    const stated = path.join(folder, "result.json");
    writeFileSync(file, await (await call(getFile, { params: { id } })).text());
    writeFileSync(stated, JSON.stringify(result));
    const { status, stdout, stderr } = commons("experiment", "run", file, "--check", stated, "--json");
    expect({ status, stderr }).toMatchObject({ status: 0, stderr: expect.stringContaining("Agrees") });
    const { computedAt: _, build: __, ...again } = JSON.parse(stdout);
    expect(result).toMatchObject(again);
  });

  test("is run again by anybody who sees it, one at a time, beside the first result", async () => {
    const id = await made({ change: { seed: 2 } });
    await run(id);
    // Pressed twice, and by two at once, it is one.
    const pressed = await Promise.all([run(id), run(id, other), run(id, other)]);
    const numbers = await Promise.all(pressed.map(async (answer) => (await answer.json()).number));
    expect(numbers).toEqual([1, 1, 1]);
    await work();
    const again = await Promise.all([run(id, other), run(id), run(id, other)]);
    const asked = await Promise.all(again.map((answer) => answer.json()));
    expect(asked.map(({ number }) => number)).toEqual([2, 2, 2]);
    expect(asked.filter(({ isNew }) => isNew)).toHaveLength(1);
    await work();
    const { results } = await view(id);
    expect(results).toMatchObject([
      { number: 1, beside: null },
      { number: 2, status: "ready", beside: { differenceCount: 0, differences: [] } },
    ]);
    expect(results[1].beside.numbers).toBeGreaterThan(50);
    // To the digits that it states; the last bits of one machine are the same, too.
    expect(results[1].beside.largest).toBe(0);
  });

  test("never changes in what it asks, nor does a result", async () => {
    const id = await made({ change: { seed: 3 } });
    await run(id);
    await work();
    const change = (data: Prisma.ExperimentUpdateInput) => db().experiment.update({ where: { id }, data });
    await expect(change({ title: "Another" })).rejects.toThrow("never changes");
    await expect(change({ document: {} })).rejects.toThrow("never changes");
    await expect(change({ createdAt: new Date(0) })).rejects.toThrow("never changes");
    const where = { experimentId_number: { experimentId: id, number: 1 } };
    const results = db().experimentResult;
    await expect(results.update({ where, data: { result: new Uint8Array(3) } })).rejects.toThrow("never");
    await expect(results.update({ where, data: { computedAt: null } })).rejects.toThrow("never");
  });

  test("is concluded by its author alone, once there is a result, in any sense, and taken back", async () => {
    const id = await made({ change: { seed: 4 } });
    const conclude = (conclusion: object | null, person = owner) =>
      call(patchOne, { method: "PATCH", params: { id }, person, body: { conclusion } });
    const no = { holds: "no", text: "  The giver is known without it.\n" };
    expect((await conclude(no)).status).toBe(409);
    await run(id);
    await work();
    expect((await conclude(no, other)).status).toBe(404);
    expect((await conclude(no)).status).toBe(204);
    expect(await view(id)).toMatchObject({
      conclusion: { holds: "no", text: "The giver is known without it." },
    });
    const listed = await (await call(getList, { path: "/?holds=no" })).json();
    expect(listed.items.map(({ id }: { id: string }) => id)).toEqual([id]);
    for (const bad of [{ holds: "maybe", text: "x" }, { holds: "no", text: " " }, { holds: "no" }])
      expect((await conclude(bad)).status).toBe(400);
    expect((await conclude({ holds: "no", text: "a\u0000b" })).status).toBe(400);
    expect((await conclude(null)).status).toBe(204);
    expect((await view(id)).conclusion).toBeNull();
  });

  test("is seen by its author alone until they show it, and never where its family is not seen", async () => {
    const id = await made({ change: { seed: 5 }, more: { isPublic: false } });
    const seen = async (person?: Person) =>
      (await call(getOne, { params: { id }, ...(person && { person }) })).status;
    expect([await seen(), await seen(other), await seen(owner)]).toEqual([404, 404, 200]);
    expect((await run(id, other)).status).toBe(404);
    const show = (isPublic: boolean) =>
      call(patchOne, { method: "PATCH", params: { id }, person: owner, body: { isPublic } });
    expect((await show(true)).status).toBe(204);
    expect(await seen()).toBe(200);
    await db().family.update({ where: { id: family.id }, data: { isPublic: false } });
    expect([await seen(), await seen(owner)]).toEqual([404, 200]);
    const refused = await (await show(true)).json();
    expect(refused.title).toContain("Its family of prompts is seen by you alone");
    await db().family.update({ where: { id: family.id }, data: { isPublic: true } });
    const own = await makeFamily(false, { seed: 77 });
    const answer = await post({ more: { family: { id: own.id, version: 1 } } });
    expect((await answer.json()).title).toContain("Its family of prompts is seen by you alone");
    expect((await post({ person: other, more: { family: { id: own.id, version: 1 } } })).status).toBe(404);
  });

  test("of a file finds its family by its hash; the same file again is the same experiment", async () => {
    const id = await made({ change: { seed: 6 } });
    const file = JSON.parse(await (await call(getFile, { params: { id } })).text());
    const send = (body: object, person = other) => call(postOne, { method: "POST", person, body });
    const first = await (await send({ experiment: file, forkOf: id })).json();
    const second = await (await send({ experiment: file })).json();
    expect([first.isNew, second]).toEqual([true, { ...first, isNew: false }]);
    expect(first.hash).toBe((await view(id)).hash);
    expect((await view(first.id, other)).forkedFrom).toEqual({ id, title: "What the giver is told by" });
    const unknown = { ...file, family: { ...file.family, hash: "ab".repeat(32) } };
    const refused = await (await send({ experiment: unknown })).json();
    expect(refused.title).toContain(`has the hash ${"ab".repeat(32)}`);
    const nowhere = await (await send({ experiment: { ...file, family: undefined } })).json();
    expect(nowhere.title).toContain("does not say over which family");
    expect((await send({ experiment: file, forkOf: absent }, owner)).status).toBe(404);
  });

  test.each([
    ["no condition", { conditions: [] }, "there is no condition"],
    [
      "a hypothesis of tomorrow",
      { hypothesis: { says: "Yes.", writtenAt: "2999-01-01T00:00:00Z" } },
      "dated",
    ],
    ["no hypothesis", { hypothesis: undefined }, "hypothesis"],
    ["a model that is not here", { model: { name: "gpt-2" } }, "There is no model gpt-2"],
    ["other weights", { model: { name: "storybook-4l", checksum: "0".repeat(64) } }, "other weights"],
    ["a set that is not here", { dictionaries: { attn: { name: "finer" } } }, "no attn dictionary set finer"],
    [
      "other dictionaries",
      { dictionaries: { mlp: { name: "mlp", checksum: "0".repeat(64) } } },
      "other mlp dictionaries",
    ],
    ["a metric that the prompts have not", { metrics: ["normalised-difference"] }, "needs a counterfactual"],
    ["a key that nobody knows", { colour: "red" }, "colour"],
    ["another format", { format: "circuit-commons/family@1" }, "format"],
    [
      "more runs than are made here",
      {
        conditions: Array.from({ length: 200 }, (_, i) => ({
          ...madeUpExperiment().conditions[0],
          name: `condition ${i}`,
        })),
        prompts: { first: 1_000 },
      },
      null,
    ],
  ])("is refused in words: %s", async (_, change, says) => {
    const answer = await post({ change });
    if (says === null) return expect(answer.status).toBe(201);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    expect(JSON.stringify(await answer.json())).toContain(says);
  });

  test("is stopped where it is, and begun again", async () => {
    const id = await made({ change: { seed: 8 } });
    await run(id);
    const at = { id, number: 1 };
    await cancel(resultComputation, at, owner.viewer);
    await work();
    expect(await getProgress(resultComputation, at, owner.viewer)).toMatchObject({ status: "failed" });
    const again = await (await run(id)).json();
    expect([again.number, again.isNew]).toEqual([1, false]);
    await work();
    expect(await getProgress(resultComputation, at, owner.viewer)).toMatchObject({ status: "ready" });
  });

  test("has as many results as there may be, and a person as many experiments", async () => {
    const id = await made({ change: { seed: 9 } });
    const rows = Array.from({ length: resultRoom.all }, (_, i) => ({
      ...{ experimentId: id, number: i + 1, computedAt: new Date() },
    }));
    await db().experimentResult.createMany({ data: rows });
    expect((await (await run(id)).json()).title).toContain("50 runs of this experiment");
    const person = await createPerson();
    const one = await db().experiment.findUniqueOrThrow({ where: { id } });
    await db().experiment.createMany({
      data: Array.from({ length: maxExperiments }, (_, i) => ({
        ...{ title: "Another", modelId: one.modelId, familyId: family.id, familyVersion: 1, document: {} },
        ...{ ownerId: person.id, hash: i.toString(16).padStart(64, "0") },
      })),
    });
    expect((await (await post({ person })).json()).title).toContain("500 experiments");
  });

  test("goes with its author's word or with its family; forks of it stay", async () => {
    const { id: own } = await makeFamily(true, { seed: 12 });
    const id = await made({ more: { family: { id: own, version: 1 } } });
    const fork = await made({ change: { seed: 10 }, person: other, more: { forkOf: id } });
    await run(id);
    const gone = (person: Person) => call(deleteOne, { method: "DELETE", params: { id }, person });
    expect((await gone(other)).status).toBe(404);
    await deleteFamily({ familyId: own, ownerId: owner.id });
    expect((await call(getOne, { params: { id } })).status).toBe(404);
    // A job whose row is gone ends without one.
    await work();
    expect((await view(fork)).forkedFrom).toBeNull();
    expect((await call(deleteOne, { method: "DELETE", params: { id: fork }, person: other })).status).toBe(
      204,
    );
  });
});

describe("the experiments that come with the site", () => {
  test("are published once by its own account, and asked for where nobody waits", async () => {
    await seedFamilies();
    await Promise.all([seedExperiments(["storybook-4l"]), seedExperiments(["storybook-4l"])]);
    await seedExperiments(["another"]);
    const rows = await db().experiment.findMany({
      where: { bundledName: { not: null } },
      orderBy: { id: "desc" },
      select: { id: true, bundledName: true, isPublic: true, results: { select: { job: true } } },
    });
    expect(rows.map(({ bundledName }) => bundledName)).toEqual(bundledExperimentNames);
    for (const { isPublic, results } of rows)
      expect([isPublic, results.map(({ job }) => job?.lane)]).toEqual([true, ["background"]]);
    const [first] = rows;
    const { isBundled, conclusion } = await view(first?.id ?? "");
    expect([isBundled, conclusion]).toEqual([true, null]);
  });

  test("are concluded where the result is the stated one, and else left open", async () => {
    const name = "order-around-and";
    const { id: experimentId } = await db().experiment.findUniqueOrThrow({ where: { bundledName: name } });
    const stated = readExperimentResult(conclusions[name]?.stated);
    const conclude = (result: typeof stated) =>
      db().$transaction((tx) => concludeBundled(tx, { experimentId, bundledName: name, result }));
    const [whole] = stated.whole;
    if (!whole) throw new Error("nothing was measured");
    const values = whole.values.map((value, i) => (i === 0 && value !== null ? value + 0.001 : value));
    await conclude({ ...stated, whole: [{ ...whole, values }, ...stated.whole.slice(1)] });
    expect((await view(experimentId)).conclusion).toBeNull();
    await conclude(stated);
    const { conclusion } = await view(experimentId);
    expect(conclusion).toMatchObject({ holds: "partly", text: conclusions[name]?.text });
    // What its author wrote meanwhile stays.
    await db().experiment.update({ where: { id: experimentId }, data: { conclusion: "Another word." } });
    await conclude(stated);
    expect((await view(experimentId)).conclusion.text).toBe("Another word.");
  });
});

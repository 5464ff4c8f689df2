import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import pino from "pino";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readCircuitGraph, unpackDocument } from "@/lib/circuits/read-circuit-graph";
import { cancel } from "@/lib/computations/cancel";
import { retry } from "@/lib/computations/retry";
import { getProgress } from "@/lib/computations/watch";
import { db, Prisma } from "@/lib/db/client";
import { openRuntime } from "@/lib/engine/runtime";
import { evaluationComputation } from "@/lib/evaluations/evaluation-computation";
import { newEvaluationSchema } from "@/lib/evaluations/evaluation-schemas";
import { fillFacts } from "@/lib/evaluations/fill-facts";
import { requestEvaluation } from "@/lib/evaluations/request-evaluation";
import { factsToStore } from "@/lib/evaluations/stored-facts";
import type { Evaluation } from "@/lib/evidence-format/evaluation";
import { deleteFamily } from "@/lib/families/delete-family";
import { commons } from "@/tests/golden/commons";
import { benches } from "@/workers/benches";
import { type ModelShelf, openShelf } from "@/workers/model-shelf";
import { performJob } from "@/workers/perform-job";
import { giftCircuit, giftFamily } from "../support/evaluations";
import { giftLines } from "../support/gift-lines";
import { createPerson, guest, type Person } from "../support/people";
import { setUpSite } from "../support/site";

const log = pino({ level: "silent" });
const folder = mkdtempSync(path.join(os.tmpdir(), "commons-evaluations-"));
let models: ModelShelf;
let owner: Person;
let other: Person;
let circuitId = "";
let family = { id: "", version: 1 };

setUpSite();

beforeAll(async () => {
  const runtime = await openRuntime({ provider: "cpu", threads: 1 });
  models = await openShelf("models", { runtime, memoryLimitBytes: 1e9, log });
  [owner, other] = [await createPerson(), await createPerson()];
  circuitId = await giftCircuit(owner, work);
  family = await giftFamily(owner);
}, 120_000);
afterAll(async () => {
  await models.close();
  rmSync(folder, { recursive: true });
});

/** One attempt at a job, without a queue. */
function perform(jobId: string): Promise<void> {
  const options = { benches, workerId: crypto.randomUUID(), models, log };
  return performJob(jobId, { ...options, heartbeatSeconds: 60, reportSeconds: 0 });
}

/** Does all that waits, and what that leads to. */
async function work(): Promise<void> {
  for (;;) {
    const waiting = await db().job.findMany({ where: { status: "queued" }, orderBy: { queuedAt: "asc" } });
    if (waiting.length === 0) return;
    for (const { id } of waiting) await perform(id);
  }
}

const ask = (changes: Partial<Parameters<typeof newEvaluationSchema.parse>[0] & object> = {}, by = other) =>
  requestEvaluation(
    newEvaluationSchema.parse({
      ...{ circuitId, familyId: family.id, version: family.version, randomCircuits: 0, ...changes },
    }),
    by.viewer,
  );
const refusal = (changes: object) =>
  ask(changes).then(
    () => "asked",
    (error: Error) => error.message,
  );
const progress = (id: string, by: Person | null = other) =>
  getProgress(evaluationComputation, { id }, by ? by.viewer : guest());
const rowOf = (id: string) => db().evaluation.findUniqueOrThrow({ where: { id } });
const jobOf = async (id: string) => (await rowOf(id)).jobId ?? "";
const partsOf = (parentId: string) => db().job.findMany({ where: { parentId }, orderBy: { part: "asc" } });

async function documentOf(id: string) {
  const { result } = await rowOf(id);
  return JSON.parse(JSON.stringify(unpackDocument(result ?? new Uint8Array())));
}

describe("an evaluation", { timeout: 240_000 }, () => {
  test("has the very numbers of `commons evaluate` on the same files", async () => {
    const { id, isNew } = await ask({ randomCircuits: 100, seed: 3 });
    expect(isNew).toBe(true);
    await work();
    const circuitFile = path.join(folder, "circuit.json");
    writeFileSync(circuitFile, JSON.stringify(await readCircuitGraph(circuitId)));
    const { document } = await db().familyVersion.findFirstOrThrow({ where: { familyId: family.id } });
    const familyFile = path.join(folder, "family.json");
    writeFileSync(familyFile, JSON.stringify(document));
    const asked = ["evaluate", circuitFile, "--family", familyFile, "--random", "100", "--seed", "3"];
    const { status, stdout, stderr } = commons(...asked, "--json");
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    const stored = await documentOf(id);
    expect(stored).toEqual(JSON.parse(stdout));
    expect(stored.byAblation.map(({ ablation }: { ablation: string }) => ablation)).toEqual([
      "zero",
      "mean",
      "counterfactual",
    ]);
    // What the command line does not say of a prompt is what its means are of.
    const [zero] = stored.byAblation;
    const kept = stored.byPrompt.map(
      ({ byAblation }: { byAblation: { kept: number }[] }) => byAblation[0]?.kept,
    );
    expect(kept.reduce((sum: number, value: number) => sum + value, 0) / 3).toBeCloseTo(
      zero.sufficiency.metric.mean,
      12,
    );
    expect(await db().evaluationPart.count({ where: { evaluationId: id } })).toBe(0);
    const { shares } = await rowOf(id);
    expect(shares).toHaveLength(3);
    expect(shares).toContainEqual({
      ablation: "zero",
      sufficiency: zero.sufficiency.share,
      necessity: zero.necessity.share,
      percentile: zero.sufficiency.random.percentile,
    });
    const { facts, wholeLacks, generalLacks } = await rowOf(id);
    // Three prompts are too few, and none is held out.
    expect([(wholeLacks ?? 0) > 0, generalLacks]).toEqual([true, null]);
    expect(facts).toMatchObject({ prompts: 3, heldOut: false, randomCircuits: 100 });
    expect(facts).toMatchObject({
      byAblation: stored.byAblation.map(
        ({ ablation, sufficiency, necessity }: Evaluation["byAblation"][number]) => ({
          ...{ ablation, sufficiency: sufficiency.share, necessity: necessity.share },
          sufficiencyPercentile: sufficiency.random?.percentileByDistance,
          necessityPercentile: necessity.random?.percentile,
        }),
      ),
    });
    // As an earlier release left it.
    await db().evaluation.update({ where: { id }, data: { facts: Prisma.DbNull, wholeLacks: null } });
    await fillFacts();
    expect(await rowOf(id)).toMatchObject({ facts, wholeLacks, generalLacks });
  });

  test("tells tiers of each wording by itself that has prompts enough", async () => {
    const { id } = await ask({ seed: 41, ablations: ["zero", "mean"] });
    await work();
    const stored: Evaluation = await documentOf(id);
    const { facts, generalLacks } = factsToStore(
      { ...stored, byPrompt: [...stored.byPrompt, ...stored.byPrompt, ...stored.byPrompt] },
      { only: "held-out", wordings: ["a", "b", "a", "a", "b", "a", "c", "b", "c"] },
    );
    expect([facts.heldOut, (generalLacks ?? 0) > 0]).toEqual([true, true]);
    expect(facts.byWording.map(({ wording, prompts }) => [wording, prompts])).toEqual([["a", 4]]);
    // The first prompt twice, and the third.
    const rows = [0, 2, 0, 2].map((n) => stored.byPrompt[n]);
    const mean = (of: (row: Evaluation["byPrompt"][number] | undefined) => number | null | undefined) =>
      rows.reduce((sum, row) => sum + (of(row) ?? Number.NaN), 0) / rows.length;
    const [whole, none] = [mean((row) => row?.whole), mean((row) => row?.byAblation[0]?.none)];
    const share = (mean((row) => row?.byAblation[0]?.kept) - none) / (whole - none);
    expect(facts.byWording[0]?.byAblation[0]?.sufficiency).toBeCloseTo(share, 12);
  });

  test("is computed once for everybody who asks the same, in whatever words", async () => {
    const first = await ask({ seed: 11 });
    const again = await ask({ seed: 11, prompts: 3, metric: "logit-difference" }, owner);
    expect(again).toEqual({ id: first.id, isNew: false });
    const both = await Promise.all([ask({ seed: 12 }), ask({ seed: 12 }, owner)]);
    expect(new Set(both.map(({ id }) => id)).size).toBe(1);
    expect(both.filter(({ isNew }) => isNew)).toHaveLength(1);
    await cancel(evaluationComputation, { id: first.id }, other.viewer);
    await db().evaluation.deleteMany({ where: { id: { in: [first.id, ...both.map(({ id }) => id)] } } });
    await work();
  });

  test("stores a prompt once, goes on where it was cancelled, and ends once", async () => {
    const { id } = await ask({ seed: 21, ablations: ["mean", "zero"] });
    const jobId = await jobOf(id);
    await perform(jobId);
    expect(await progress(id)).toMatchObject({ progress: 0, stage: "0 of 3 parts done", canCancel: true });
    const [first, second] = await partsOf(jobId);
    await Promise.all([perform(first?.id ?? ""), perform(first?.id ?? "")]);
    expect(await db().evaluationPart.count({ where: { evaluationId: id } })).toBe(1);
    expect((await progress(id)).progress).toBeCloseTo(1 / 3);
    const stored = await db().evaluationPart.findFirstOrThrow({ where: { evaluationId: id } });

    expect(await cancel(evaluationComputation, { id }, other.viewer)).toEqual({ cancelled: true });
    await perform(second?.id ?? "");
    expect(await progress(id)).toMatchObject({
      status: "failed",
      failure: expect.stringContaining("cancelled"),
    });
    expect(await db().evaluationPart.count({ where: { evaluationId: id } })).toBe(1);

    await retry(evaluationComputation, { id }, other.viewer);
    await perform(first?.id ?? "");
    const waiting = (await partsOf(jobId)).filter(({ status }) => status === "queued");
    expect(waiting.map(({ part }) => part)).toEqual([1, 2]);
    await perform(waiting[0]?.id ?? "");
    expect(await db().evaluationPart.findFirst({ where: { evaluationId: id, part: 0 } })).toEqual(stored);
    await perform(waiting[1]?.id ?? "");
    await perform(jobId);
    expect(await progress(id)).toMatchObject({ status: "ready", progress: 1 });
    const document = await documentOf(id);
    expect(document.byPrompt).toHaveLength(3);
    await perform(jobId);
    expect(await documentOf(id)).toEqual(document);
  });

  test("computes again, at its end, what another machine ran by another plan", async () => {
    const { id } = await ask({ seed: 22, ablations: ["zero"] });
    const jobId = await jobOf(id);
    await perform(jobId);
    for (const { id: part } of await partsOf(jobId)) await perform(part);
    await db().evaluationPart.updateMany({
      where: { evaluationId: id, part: 1 },
      data: { plan: "0".repeat(64), result: new Uint8Array([1]) },
    });
    await perform(jobId);
    const { id: untouched } = await ask({ seed: 23, ablations: ["zero"] });
    await work();
    const byPrompt = async (of: string) => (await documentOf(of)).byPrompt;
    expect(await byPrompt(id)).toEqual(await byPrompt(untouched));
  });

  test("costs its asker one, which is given back where it is refused", async () => {
    const spent = async () => {
      const rows = await db().rateLimit.findMany({ where: { key: { contains: other.id } } });
      return rows.filter(({ key }) => key.includes("circuits")).reduce((sum, { points }) => sum + points, 0);
    };
    const before = await spent();
    const { id } = await ask({ seed: 31 });
    expect(await spent()).toBe(before + 1);
    await ask({ seed: 31 });
    expect(await refusal({ metric: "logit", prompts: 1, ablations: ["mean"] })).toContain(
      "mean of one prompt",
    );
    expect(await spent()).toBe(before + 1);
    await cancel(evaluationComputation, { id }, other.viewer);
    await work();
  });

  test("of what cannot be evaluated is refused in a sentence before anything is asked", async () => {
    const before = await db().job.count();
    const feature = await db().circuitFeature.findFirstOrThrow({
      where: { circuitId },
      select: {
        position: true,
        feature: {
          select: { index: true, dictionary: { select: { layer: true, set: { select: { kind: true } } } } },
        },
      },
    });
    const { layer, set } = feature.feature.dictionary;
    const target = { kind: set.kind, layer, index: feature.feature.index, position: feature.position };
    const ofFeature = await giftCircuit(owner, work, { target });
    const elsewhere = await giftCircuit(owner, work, {
      text: `${"Once upon a time "}Mary and John met`,
      target: { kind: "logit", index: 605, position: 3 },
    });
    const without = await giftFamily(
      owner,
      true,
      JSON.stringify({
        text: "When [IO:Mary] and [S1:John] went to the store, [S2:John] gave a drink [END:to]",
        answer: " Mary",
      }),
    );
    const jobs = await db().job.count();
    expect(jobs).toBeGreaterThan(before);
    expect(await refusal({ circuitId: ofFeature })).toContain("a feature");
    expect(await refusal({ circuitId: elsewhere })).toContain("none of this family's prompts");
    expect(await refusal({ rule: "other names" })).toContain('no counterfactual "other names"');
    const ofOne = { familyId: without.id };
    expect(await refusal({ ...ofOne, ablations: ["counterfactual"] })).toContain("have no counterfactual");
    expect(await refusal({ ...ofOne, metric: "logit-difference" })).toContain("a distractor");
    expect(await refusal({ circuitId: crypto.randomUUID() })).toContain("no circuit");
    expect(await refusal({ version: 7 })).toContain("no version");
  });

  test("is of the part that is asked for, and of the ablations that it allows", async () => {
    const parts = await Promise.all(
      (["shown", "held-out"] as const).map(async (only) => rowOf((await ask({ only, seed: 35 })).id)),
    );
    const { heldOut } = await db().familyVersion.findFirstOrThrow({ where: { familyId: family.id } });
    expect(parts.map(({ prompts }) => prompts)).toEqual([3 - heldOut, heldOut]);
    for (const { prompts, ablations } of parts) expect(ablations.includes("mean")).toBe(prompts > 1);
    await work();
    for (const { id, prompts } of parts) expect((await documentOf(id)).prompts.all).toBe(prompts);
  });

  test("that finds a prompt wrong for its model fails with a sentence, before the first part", async () => {
    const long = JSON.stringify({ text: "[END:Once]", answer: " Bartholomew", distractor: " Tom" });
    const { id: familyId } = await giftFamily(owner, true, `${giftLines}\n${long}`);
    const { id } = await ask({ familyId, ablations: ["zero"], seed: 41 });
    await work();
    expect(await progress(id)).toMatchObject({
      status: "failed",
      failure: expect.stringMatching(/^Prompt \d's answer, " Bartholomew", is \d tokens/),
    });
    expect(await partsOf(await jobOf(id))).toEqual([]);
  });

  test("over a family of one's own is there for nobody else, and goes with it", async () => {
    const own = await giftFamily(owner, false);
    expect(await refusal({ familyId: own.id })).toContain("no family");
    const { id } = await ask({ familyId: own.id, seed: 51 }, owner);
    expect((await progress(id, owner)).status).toBe("computing");
    await expect(progress(id)).rejects.toThrow("no evaluation");
    await expect(progress(id, null)).rejects.toThrow("no evaluation");
    await expect(retry(evaluationComputation, { id }, other.viewer)).rejects.toThrow("no evaluation");
    await perform(await jobOf(id));
    const jobId = await jobOf(id);
    await deleteFamily({ familyId: own.id, ownerId: owner.id });
    await work();
    const { status } = await db().job.findUniqueOrThrow({ where: { id: jobId } });
    expect(status).toBe("succeeded");
  });
});

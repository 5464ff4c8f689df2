import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { db } from "@/lib/db/client";
import { unpackDocument } from "@/lib/documents/packed-document";
import { describeModel } from "@/lib/engine/describe-model";
import { type RandomModelSpec, writeRandomModel } from "@/lib/engine/oracle/random-model";
import { evidenceSchema } from "@/lib/evidence-format/evidence";
import { qualitySchema } from "@/lib/evidence-format/quality";
import { requestIndices } from "@/lib/indices/request-index";
import { cancelJob } from "@/lib/jobs/cancel-job";
import { registerModel } from "@/lib/models/register-model";
import { findLiveWorkers } from "@/lib/workers/find-live-workers";
import { setUpSite } from "../support/site";
import { waitFor } from "../support/wait-for";
import { spawnWorker } from "../support/worker";

const spec: RandomModelSpec = {
  ...{ seed: 7, layers: 2, heads: 2, dHead: 8, dMlp: 32, vocabularySize: 300, contextLength: 32 },
  ...{ activation: "gelu-tanh", dtype: "F32", tiedEmbeddings: true, prefix: "" },
  processing: { fold_value_biases: false, center_writing_weights: false },
  dictionaries: (["attn", "mlp", "resid"] as const).flatMap((kind) =>
    [0, 1].map((layer) => ({ kind, layer, dFeatures: 48, rule: "jumprelu" as const, dtype: "F32" as const })),
  ),
};
const features = 6 * 48;
const models = mkdtempSync(path.join(os.tmpdir(), "commons-models-"));
const folder = mkdtempSync(path.join(os.tmpdir(), "commons-corpora-"));
const model = "random";

vi.setConfig({ testTimeout: 300_000 });
setUpSite({ model: false, env: { MODELS_DIR: models } });
beforeAll(async () => {
  writeRandomModel(path.join(models, model), spec);
  await registerModel(await describeModel(path.join(models, model)));
});
afterEach(async () => {
  await db().featureIndex.deleteMany();
  await db().job.deleteMany();
});
afterAll(() => {
  rmSync(models, { recursive: true, force: true });
  rmSync(folder, { recursive: true, force: true });
});

const pages = readFileSync("models/storybook-4l/corpus.jsonl", "utf8").split("\n");

/** Some pages of the bundled corpus as one of their own. */
function corpusOf(name: string, from: number, to: number) {
  const file = path.join(folder, `${name}.jsonl`);
  writeFileSync(file, `${pages.slice(from, to).join("\n")}\n`);
  return { path: file, name, licence: "MIT" };
}

/** Asks for an index before any worker runs, in so many parts. */
async function asked(corpus: ReturnType<typeof corpusOf>, parts = 1): Promise<string> {
  const [index] = await requestIndices(model, corpus);
  if (!index) throw new Error("nothing was asked for");
  await db().featureIndex.update({ where: { id: index.id }, data: { parts } });
  return index.id;
}

async function assembled(indexId: string): Promise<void> {
  await waitFor(
    "the index to be assembled",
    async () => {
      const failed = await db().job.findFirst({ where: { status: "failed" }, select: { error: true } });
      if (failed) throw new Error(failed.error ?? "a job failed");
      return (await db().assembly.findUnique({ where: { indexId } }))?.computedAt ?? false;
    },
    240,
  );
}

/** What was counted of every feature, by its dictionary and index. */
async function counted() {
  const rows = await db().featureEvidence.findMany({
    orderBy: [{ dictionaryId: "asc" }, { index: "asc" }],
    select: {
      ...{ dictionaryId: true, index: true, standIn: true, document: true },
      ...{ mainHead: true, mainHeadShare: true },
    },
  });
  return rows.map(({ document, ...row }) => {
    const evidence = evidenceSchema.parse(unpackDocument(document));
    return { ...row, evidence };
  });
}

/** A worker for one test. */
async function working(options: { relief?: boolean } = {}) {
  const worker = spawnWorker(options);
  await worker.ready;
  return worker;
}

/** The same whenever it was read. */
function withoutIndex({ evidence, ...row }: Awaited<ReturnType<typeof counted>>[number]) {
  return { ...row, evidence: { ...evidence, corpora: evidence.corpora.map(({ tokens }) => tokens) } };
}

async function jobOf(indexId: string) {
  const { job } = await db().featureIndex.findUniqueOrThrow({
    where: { id: indexId },
    select: { job: true },
  });
  if (!job) throw new Error("the index has no job");
  return job;
}

test("an index counts the same in one part and in three, for every feature, and leaves no part behind", async () => {
  await working();
  const corpus = corpusOf("pages", 0, 12);
  await assembled(await asked(corpus));
  const whole = await counted();
  await db().featureIndex.deleteMany();
  await db().job.deleteMany();

  await assembled(await asked(corpus, 3));
  const parted = await counted();
  expect(parted.length).toBe(features);
  for (const [i, { evidence, index, dictionaryId }] of parted.entries()) {
    const other = whole[i];
    expect(other).toMatchObject({ index, dictionaryId });
    expect(evidence.fired).toEqual(other?.evidence.fired);
    expect(evidence.histogram).toEqual(other?.evidence.histogram);
    expect(evidence.activation.max).toBe(other?.evidence.activation.max);
    const strongest = (top: { activation: number }[] = []) => top.map(({ activation }) => activation);
    expect(strongest(evidence.top)).toEqual(strongest(other?.evidence.top));
  }
  for (const { evidence, standIn, mainHead, mainHeadShare } of parted) {
    expect(standIn === "never fired").toBe(evidence.fired.tokens === 0);
    const largest = evidence.heads && Math.max(...evidence.heads.byWeight);
    expect(mainHeadShare).toBe(largest);
    expect(mainHead).toBe(largest && (evidence.heads?.byWeight.indexOf(largest) ?? null));
  }
  for (const { measured } of await db().dictionaryQuality.findMany()) {
    const quality = qualitySchema.parse(measured);
    expect(quality.neverFired).toBeLessThan(1);
    expect(quality.l0.value).toBeGreaterThan(0);
  }
  expect(await db().dictionaryQuality.count()).toBe(6);
  expect(await db().indexPart.count()).toBe(0);
  expect(await db().indexTally.count()).toBe(0);
});

test("two processes of one worker count together what one counts, and end with it", async () => {
  const corpus = corpusOf("shared", 0, 60);
  const first = await working();
  await assembled(await asked(corpus, 30));
  const alone = (await counted()).map(withoutIndex);
  await first.kill("SIGTERM");
  await db().featureIndex.deleteMany();
  await db().job.deleteMany();

  const indexId = await asked(corpus, 30);
  const worker = await working({ relief: true });
  const relieved = waitFor("the second process", async () => (await findLiveWorkers()).length === 2, 60);
  await Promise.all([relieved, assembled(indexId)]);
  expect((await counted()).map(withoutIndex)).toEqual(alone);
  const workers = await db().job.findMany({ distinct: ["workerId"], select: { workerId: true } });
  expect(workers.length).toBe(2);
  expect(await worker.kill("SIGTERM")).toBe(0);
  expect(await findLiveWorkers()).toEqual([]);
});

test("the second process of a worker that is killed ends too, and what it had at hand is done by another", async () => {
  const indexId = await asked(corpusOf("relieved", 0, 60), 60);
  const worker = await working({ relief: true });
  await waitFor("the second process", async () => (await findLiveWorkers()).length === 2, 60);
  await worker.kill("SIGKILL");
  await waitFor("nobody", async () => (await findLiveWorkers()).length === 0, 20);
  expect((await jobOf(indexId)).status).toBe("divided");
  await working();
  await assembled(indexId);
  expect(await db().featureEvidence.count()).toBe(features);
});

test("another corpus is put together with the first: counts add up, and each example names its own", async () => {
  await working();
  await assembled(await asked(corpusOf("first", 0, 6)));
  const first = await counted();
  await assembled(await asked(corpusOf("second", 6, 12)));
  const both = await counted();
  await db().featureIndex.deleteMany();
  await db().job.deleteMany();
  await assembled(await asked(corpusOf("both", 0, 12)));
  const atOnce = await counted();
  for (const [i, { evidence }] of both.entries()) {
    expect(evidence.corpora.length).toBe(2);
    expect(evidence.fired).toEqual(atOnce[i]?.evidence.fired);
    expect(evidence.histogram).toEqual(atOnce[i]?.evidence.histogram);
    expect(evidence.fired.tokens).toBeGreaterThanOrEqual(first[i]?.evidence.fired.tokens ?? 0);
  }
  const named = both.flatMap(({ evidence }) => evidence.top.map(({ corpus }) => corpus));
  expect(new Set(named)).toEqual(new Set([0, 1]));
});

test("a worker killed in a part loses that part alone, and every part is stored once", async () => {
  const indexId = await asked(corpusOf("killed", 0, 32), 4);
  const first = await working();
  await waitFor("a part", async () => (await db().indexPart.count({ where: { indexId } })) > 0, 60);
  await first.kill("SIGKILL");
  const stored = await db().indexPart.findMany({ where: { indexId }, select: { part: true } });
  expect(stored.length).toBeLessThan(4);
  await working();
  await assembled(indexId);
  const { tokens, windows } = await db().featureIndex.findUniqueOrThrow({ where: { id: indexId } });
  expect(windows).toBe(await db().corpusWindow.count({ where: { indexId } }));
  const [feature] = await counted();
  expect(feature?.evidence.corpora).toEqual([{ indexId, tokens: Number(tokens), windows }]);
});

test("a cancelled index stores nothing more, and named again goes on", async () => {
  const corpus = corpusOf("cancelled", 0, 24);
  const indexId = await asked(corpus, 3);
  const worker = await working();
  await waitFor("a part", async () => (await db().indexPart.count({ where: { indexId } })) > 0, 60);
  await cancelJob((await jobOf(indexId)).id);
  await waitFor("the cancel", async () => (await jobOf(indexId)).status === "cancelled");
  expect(await db().featureEvidence.count()).toBe(0);
  expect((await requestIndices(model, corpus))[0]).toEqual({ id: indexId, isNew: false });
  await assembled(indexId);
  expect(await db().featureEvidence.count()).toBe(features);
  await worker.kill("SIGKILL");
});

test("a corpus that has changed since it was named is not read, and says so", async () => {
  const corpus = corpusOf("changed", 0, 10);
  const indexId = await asked(corpus);
  writeFileSync(corpus.path, "{}\n");
  await working();
  await waitFor("the refusal", async () => (await jobOf(indexId)).status === "failed");
  expect((await jobOf(indexId)).error).toMatch("The corpus has changed since it was named.");
});

test("a corpus in which nothing can be read fails in words, and what was left out is told", async () => {
  const file = path.join(folder, "nothing.jsonl");
  writeFileSync(file, '{"body": "x"}\n\n');
  const indexId = await asked({ path: file, name: "nothing", licence: "" });
  await working();
  await waitFor("the refusal", async () => (await jobOf(indexId)).status === "failed");
  expect((await jobOf(indexId)).error).toMatch("There is nothing in this corpus that could be read");
});

test("a corpus is read once, however often and at once it is named", async () => {
  const corpus = corpusOf("once", 0, 5);
  const all = await Promise.all(Array.from({ length: 8 }, () => requestIndices(model, corpus)));
  expect(new Set(all.flat().map(({ id }) => id)).size).toBe(1);
  expect(await db().featureIndex.count()).toBe(1);
  expect(await db().job.count()).toBe(1);
});

test("what is no corpus, or of no model, is refused in words", async () => {
  const nowhere = { path: path.join(folder, "nowhere"), name: "n", licence: "" };
  await expect(requestIndices(model, nowhere)).rejects.toThrow("There is no such file or folder.");
  await expect(requestIndices("another", corpusOf("other", 0, 1))).rejects.toThrow("model");
});

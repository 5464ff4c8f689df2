import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test, vi } from "vitest";
import { z } from "zod";
import { db } from "@/lib/db/client";
import { requestFit } from "@/lib/fits/request-fit";
import { findFits } from "@/lib/models/find-fits";
import { setUpSite } from "../support/site";
import { waitFor } from "../support/wait-for";
import { spawnWorker } from "../support/worker";

vi.setConfig({ testTimeout: 600_000 });
const models = mkdtempSync(path.join(tmpdir(), "models-"));
setUpSite({ model: false, env: { MODELS_DIR: models, INDEX_CORPORA: "true" } });
afterAll(() => rmSync(models, { recursive: true, force: true }));

const manifestSchema = z.looseObject({
  dictionarySets: z.array(z.looseObject({ kind: z.string(), dictionaries: z.array(z.unknown()) })),
});

test("sets that nobody has measured are measured in the background once the site takes them up, and once alone", async () => {
  const made = path.join(models, ".partial", "unmeasured");
  mkdirSync(path.dirname(made), { recursive: true });
  cpSync("models/storybook-4l", made, { recursive: true });
  rmSync(path.join(made, "fit.json"));
  const file = path.join(made, "manifest.json");
  const manifest = manifestSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  // One layer is enough, and is measured soonest.
  const dictionarySets = manifest.dictionarySets
    .filter(({ kind }) => kind === "attn")
    .map((set) => ({ ...set, dictionaries: set.dictionaries.slice(0, 1) }));
  // Read to the end it would take the worker minutes.
  const texts = readFileSync(path.join(made, "corpus.jsonl"), "utf8").split("\n").slice(0, 40);
  writeFileSync(path.join(made, "own.jsonl"), texts.join("\n"));
  const corpus = { path: "own.jsonl", displayName: "Its own texts", licence: "MIT" };
  writeFileSync(file, JSON.stringify({ ...manifest, name: "unmeasured", dictionarySets, corpus }));
  renameSync(made, path.join(models, "unmeasured"));
  const worker = spawnWorker();
  await worker.ready;
  const model = await waitFor(
    "the model",
    () => db().model.findUnique({ where: { name: "unmeasured" } }),
    120,
  );
  const job = await waitFor(
    "its measurement",
    () => db().job.findFirst({ where: { kind: "fit", status: { in: ["succeeded", "failed"] } } }),
    300,
  );
  expect(job).toMatchObject({ status: "succeeded", lane: "background", error: null });
  const [fit, ...others] = await findFits(model.id);
  expect(others).toEqual([]);
  const judged = { fits: true, windows: 32, corpus: "own.jsonl" };
  expect(fit).toMatchObject({ kind: "attn", name: "attn", judged });
  expect(fit?.dictionaries.map(({ layer }) => layer)).toEqual([0]);
  for (const { readings } of fit?.dictionaries ?? []) {
    const used = readings.find(({ isUsed }) => isUsed);
    expect(used?.l0.value).toBeGreaterThan(0);
    expect(used?.explainedVariance.value).toBeGreaterThan(0.8);
    expect(used?.lossRecovered?.value).toBeGreaterThan(0.5);
    expect(used?.neverFired).toBeLessThan(1);
    expect(readings.length).toBeGreaterThan(1);
  }
  // Its folder is the operator's.
  expect(existsSync(path.join(models, "unmeasured", "fit.json"))).toBe(false);
  expect(await requestFit("unmeasured")).toBeNull();
  expect(await db().fitMeasurement.count()).toBe(1);
});

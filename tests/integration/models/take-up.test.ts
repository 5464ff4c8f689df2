import { cpSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { z } from "zod";
import { db } from "@/lib/db/client";
import { createExampleRun } from "@/lib/runs/create-run";
import { setUpSite } from "../support/site";
import { waitFor } from "../support/wait-for";
import { spawnWorker } from "../support/worker";

const models = mkdtempSync(path.join(tmpdir(), "models-"));
setUpSite({ model: false, env: { MODELS_DIR: models, INDEX_CORPORA: "false" } });
afterAll(() => rmSync(models, { recursive: true, force: true }));

/** Puts the bundled model in its place under another name in one step, as adopting does. */
function adopt(name: string, change: (manifest: object) => object = (manifest) => manifest): void {
  const made = path.join(models, ".partial", name);
  mkdirSync(path.dirname(made), { recursive: true });
  cpSync("models/storybook-4l", made, { recursive: true });
  const file = path.join(made, "manifest.json");
  writeFileSync(file, JSON.stringify(change({ ...JSON.parse(readFileSync(file, "utf8")), name })));
  renameSync(made, path.join(models, name));
}

test("a model that is adopted while the site runs can be used without a restart, and a broken one harms nobody", async () => {
  const worker = spawnWorker();
  await worker.ready;
  expect(await db().model.count()).toBe(0);
  adopt("broken", (manifest) => ({ ...manifest, processing: "none" }));
  adopt("late");
  const model = await waitFor("the model", () => db().model.findUnique({ where: { name: "late" } }), 90);
  expect(model).toMatchObject({ name: "late", layers: 4 });
  const { id } = await createExampleRun({ model: "late", text: "Once upon a time" });
  await waitFor("the run", () => db().run.findFirst({ where: { id, computedAt: { not: null } } }), 90);
  expect(await db().model.count()).toBe(1);
  expect(worker.log()).toContain("a model is left out");
});

test("sets and fits that are put into a known folder while the site runs are used without a restart, other numbers refused", async () => {
  const file = path.join(models, "growing", "manifest.json");
  const read = () =>
    z.looseObject({ dictionarySets: z.array(z.unknown()) }).parse(JSON.parse(readFileSync(file, "utf8")));
  adopt("growing", (manifest) => ({ ...manifest, dictionarySets: [] }));
  const whole = z
    .looseObject({ dictionarySets: z.array(z.unknown()) })
    .parse(JSON.parse(readFileSync("models/storybook-4l/manifest.json", "utf8"))).dictionarySets;
  const worker = spawnWorker();
  await worker.ready;
  const setsOf = async () => {
    const sets = await db().dictionarySet.findMany({ where: { model: { name: "growing" } } });
    return sets.map(({ kind }) => kind).toSorted();
  };
  await waitFor("the model", () => db().model.findUnique({ where: { name: "growing" } }), 90);
  expect(await setsOf()).toEqual([]);
  writeFileSync(file, JSON.stringify({ ...read(), dictionarySets: whole }));
  await waitFor("the sets", async () => (await setsOf()).length === 3, 90);
  const { id } = await createExampleRun({ model: "growing", text: "Once upon a time" });
  const run = await waitFor(
    "the run",
    () => db().run.findFirst({ where: { id, computedAt: { not: null } } }),
    90,
  );
  expect(await db().runSet.count({ where: { runId: run.id } })).toBe(3);

  const weights = path.join(models, "growing", "saes/attn/layer_0/sae_weights.safetensors");
  const bytes = readFileSync(weights);
  bytes.writeFloatLE(bytes.readFloatLE(bytes.length - 4) + 1, bytes.length - 4);
  writeFileSync(`${weights}.new`, bytes);
  renameSync(`${weights}.new`, weights);
  const refused = await createExampleRun({ model: "growing", text: "There was a girl" });
  const job = await waitFor(
    "the refusal",
    () => db().job.findFirst({ where: { run: { id: refused.id }, status: "failed" } }),
    90,
  );
  expect(job.error).toContain("The worker's files of growing are not those the site knows");
  await waitFor("the log", async () => worker.log().includes("a model was not taken up whole"), 90);
});

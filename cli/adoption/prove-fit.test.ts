import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { describeModel } from "@/lib/engine/describe-model";
import { openModel } from "@/lib/engine/model";
import { safetensorsAt } from "@/lib/engine/oracle/form-files";
import { writeRandomModel } from "@/lib/engine/oracle/random-model";
import { openRuntime } from "@/lib/engine/runtime";
import { judgeFit, refusalOf } from "@/lib/evidence-format/judge-fit";
import { modelIdentity } from "../model-identity";
import { refuseUnfit } from "../refuse-unfit";
import { adoptModel } from "./adopt-model";
import { parseProcessing } from "./decide-processing";
import { fitText } from "./fit-table";
import { bundled, giveFolder } from "./given-models";
import { ownCorpus, proveFit } from "./prove-fit";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "prove-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A residual dictionary of the bundled model, said to be of a layer. */
function giveResidual(dir: string, from: number, as: number): string {
  const place = path.join(dir, `layer_${as}`);
  mkdirSync(place, { recursive: true });
  cpSync(path.join(bundled, `saes/resid/layer_${from}`), place, { recursive: true });
  const file = path.join(place, "cfg.json");
  const text = readFileSync(file, "utf8");
  writeFileSync(
    file,
    text
      .replaceAll(`blocks.${from}.`, `blocks.${as}.`)
      .replaceAll(/"hook_layer": *\d/g, `"hook_layer": ${as}`),
  );
  return dir;
}

test("a dictionary that is said to be of another layer is adopted, told as of its own, and used for no circuit until the operator insists", async () => {
  const runtime = await openRuntime({ provider: "cpu", threads: 1 });
  const proof = { runtime, corpus: ownCorpus, windows: 8, windowTokens: 48 };
  const [fired, F] = [path.join(folder, "right/layer_1/sparsity.safetensors"), 1024];
  // Every second feature on one token of 64, the others on none.
  const logarithms = Float32Array.from({ length: F }, (_, i) => Math.log10((i % 2) / 64 + 1e-10));
  const rightly = giveResidual(path.join(folder, "right"), 1, 1);
  safetensorsAt(fired, { sparsity: [logarithms, [F]] });
  const { folder: model, description } = await adoptModel({
    source: giveFolder(path.join(folder, "story")),
    dictionaries: [rightly, giveResidual(path.join(folder, "wrong"), 2, 1)],
    processing: parseProcessing("none"),
    ...{ modelsDir: path.join(folder, "models"), hub: { endpoint: "http://127.0.0.1:9" } },
    prove: async (made) => {
      await proveFit(made, proof);
    },
  });
  const { sets } = await describeModel(model);
  expect(sets.map(({ name, fit }) => [name, fit && judgeFit(fit).fits])).toEqual([
    ["right", true],
    ["wrong", false],
  ]);
  const [right, wrong] = sets.flatMap(({ fit }) => fit ?? []);
  if (!right || !wrong) throw new Error("both were measured");
  expect(judgeFit(wrong).sentences[0]).toMatch(
    /^resid\.1: it explains .* at resid\.2: it seems to be of that one\./,
  );
  const words = fitText({ fits: [right, wrong], sets });
  expect(words).toContain("resid/wrong: DOES NOT FIT");
  // What a file beside it says stands below what was measured of it.
  expect(right.dictionaries[0]?.filesClaim).toEqual([
    { file: "sparsity.safetensors", l0: expect.closeTo(8, 4), neverFired: 0.5 },
  ]);
  expect(wrong.dictionaries[0]?.filesClaim).toEqual([]);
  expect(words).toMatch(/^ +1 +claimed by sparsity\.safetensors +8\.0 +50\.0%/m);
  const refused = async (set: string) => {
    const opened = await openModel(model, { runtime, sets: { resid: set } });
    try {
      refuseUnfit(model, opened, await modelIdentity(model, opened));
    } finally {
      await opened.close();
    }
  };
  await expect(refused("right")).resolves.toBeUndefined();
  await expect(refused("wrong")).rejects.toThrow("No circuit is computed with the resid dictionaries wrong");
  const file = path.join(model, "manifest.json");
  const manifest = JSON.parse(readFileSync(file, "utf8"));
  manifest.dictionarySets[1].insisted = "to see what a wrong layer does";
  writeFileSync(file, JSON.stringify(manifest));
  await expect(refused("wrong")).resolves.toBeUndefined();
  // What was measured of other files says nothing of these.
  expect(description.sets[0]?.fit).toBeNull();
  manifest.processing = { fold_value_biases: true, center_writing_weights: false };
  writeFileSync(file, JSON.stringify({ ...manifest, dictionarySets: [] }));
  expect((await describeModel(model)).sets).toEqual([]);
}, 240_000);

test("sets whose features are leaves, and skip transcoders, are measured like any other", async () => {
  const dir = path.join(folder, "random");
  const places = [0, 1].flatMap((layer) =>
    (["attn", "mlp", "resid"] as const).map((kind) => ({ kind, layer })),
  );
  writeRandomModel(dir, {
    ...{ seed: 4, layers: 2, heads: 3, dHead: 6, dMlp: 20, vocabularySize: 60, contextLength: 12 },
    ...{ activation: "gelu-tanh", dtype: "F32", tiedEmbeddings: true, prefix: "" },
    processing: { fold_value_biases: false, center_writing_weights: false },
    dictionaries: places.map(({ kind, layer }) => ({
      ...{ kind, layer, dFeatures: 30, rule: "relu", dtype: "F32" },
      ...{ opens: kind !== "mlp", skips: kind === "mlp" },
    })),
  });
  const runtime = await openRuntime({ provider: "cpu", threads: 1 });
  await proveFit(dir, { runtime, corpus: ownCorpus, windows: 8, windowTokens: 12 });
  const { sets } = await describeModel(dir);
  for (const { kind, fit } of sets) {
    expect(fit, kind).toMatchObject({ opens: kind !== "mlp", windows: 8 });
    expect(fit?.readings, kind).toHaveLength(kind === "mlp" ? 4 : 2);
    expect(fit?.dictionaries.map(({ layer }) => layer)).toEqual([0, 1]);
  }
  const words = fitText({ fits: sets.flatMap(({ fit }) => fit ?? []), sets });
  expect(words).toMatch(/resid\.0 \(hook_resid_mid\): /);
  expect(words).toMatch(/attn\.1 \(hook_attn_out\): /);
}, 120_000);

test("a set of which nothing can be measured says so and why, and hinders no other", async () => {
  const dir = path.join(folder, "random");
  const kinds = ["attn", "mlp", "resid"] as const;
  writeRandomModel(dir, {
    ...{ seed: 5, layers: 2, heads: 3, dHead: 6, dMlp: 20, vocabularySize: 60, contextLength: 12 },
    ...{ activation: "gelu-tanh", dtype: "F32", tiedEmbeddings: true, prefix: "" },
    processing: { fold_value_biases: false, center_writing_weights: false },
    dictionaries: kinds.flatMap((kind) =>
      [0, 1].map((layer) => ({ ...{ kind, layer, dFeatures: 30, rule: "relu" }, dtype: "F32" as const })),
    ),
  });
  const say = (place: string, said: object) => {
    const file = path.join(dir, `saes/${place}/cfg.json`);
    writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, "utf8")), ...said }));
  };
  say("attn/layer_1", { seqpos_slice: [100, null] });
  for (const layer of [0, 1]) {
    say(`mlp/layer_${layer}`, { seqpos_slice: [100, null] });
    say(`resid/layer_${layer}`, { normalize_activations: "layer_norm" });
  }
  const runtime = await openRuntime({ provider: "cpu", threads: 1 });
  const { fits } = await proveFit(dir, { runtime, corpus: ownCorpus, windows: 8, windowTokens: 12 });
  expect(fits.map(({ kind }) => kind)).toEqual(["attn", "mlp"]);
  const { sets } = await describeModel(dir);
  const [attn, mlp, resid] = kinds.map((kind) => sets.find((set) => set.kind === kind)?.fit);
  if (!attn || !mlp) throw new Error("two are in the file");
  expect(attn.dictionaries.map(({ layer }) => layer)).toEqual([0]);
  expect(judgeFit(attn).unmeasured).toEqual([
    expect.stringMatching(/^Nothing was measured of attn\.1, since its file says .*seqpos_slice/),
  ]);
  expect(mlp).toMatchObject({ readings: [], dictionaries: [], windows: 8, tokens: 0 });
  expect(judgeFit(mlp)).toMatchObject({ fits: null, sentences: [] });
  expect(refusalOf("mlp", "mlp", { ...judgeFit(mlp), insisted: null })).toBeUndefined();
  expect(resid).toBeNull();
  const words = fitText({ fits, sets });
  // Of one layer alone that is so the others are measured all the same.
  say("resid/layer_0", { normalize_activations: "none" });
  const again = await proveFit(dir, { runtime, corpus: ownCorpus, windows: 8, windowTokens: 12 });
  const partly = again.fits.find(({ kind }) => kind === "resid");
  expect(partly?.dictionaries.map(({ layer }) => layer)).toEqual([0]);
  expect(partly?.dictionaries[0]?.readings).toHaveLength(2);
  expect(partly && judgeFit(partly).unmeasured).toEqual([
    expect.stringMatching(/^Nothing was measured of resid\.1, since it is read for its features alone: /),
  ]);
  expect(words).toContain("mlp/mlp: NOT MEASURED");
  expect(words).toMatch(
    /resid\/resid: NOT MEASURED\. Nothing was measured of it, since it is read for its features alone: .*layer_norm/,
  );
}, 120_000);

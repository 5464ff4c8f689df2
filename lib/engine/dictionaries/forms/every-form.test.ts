import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { whyNoCircuit } from "@/lib/circuit-format/processing";
import { nothingUnread } from "@/lib/circuit-format/unread-options";
import { traceCircuit } from "../../attribution/trace-circuit";
import { describeModel } from "../../describe-model";
import { readWeightEvidence } from "../../evidence/weight-evidence";
import { openModel } from "../../model";
import { FormNumbers } from "../../oracle/form-files";
import { naiveForward } from "../../oracle/naive-forward";
import { processWeights } from "../../oracle/process-weights";
import { type RandomModel, writeRandomModel } from "../../oracle/random-model";
import { compareRows, decodingDifference, differenceOf } from "../../oracle/trainers-reading";
import { type Form, layer, skipMap } from "../../oracle/written-form";
import { forms } from "../../oracle/written-forms";
import { openRuntime, type Runtime } from "../../runtime";
import { keepMadeFilesIn, tidyMadeFiles } from "../../weights/made-files";
import { readTensor } from "../../weights/safetensors";

/**
 * A model of GPT-2's shape and one dictionary of each form that people have, written as its trainer writes it. What is read
 * is compared with what that trainer computes, in float64 and by its own formulas, on every active feature.
 */
const [T, D, F] = [24, 32, 200];
const tokens = Array.from({ length: T }, (_, i) => (i * 17 + 3) % 60);

let runtime: Runtime;
const folder = mkdtempSync(path.join(tmpdir(), "forms-"));
beforeAll(async () => {
  runtime = await openRuntime({ provider: "cpu" });
});
const madeFiles = path.join(folder, "made");
keepMadeFilesIn(madeFiles);
afterAll(() => rmSync(folder, { recursive: true }));

test.each(forms.map((form, i) => [form.name, form, i] as const))(
  "%s: every active feature and what it adds up to are what its trainer computes",
  async (_, form, i) => {
    const dir = path.join(folder, `model-${i}`);
    const random = writeRandomModel(dir, {
      ...{ seed: 77, layers: 2, heads: 4, dHead: 8, dMlp: 96, vocabularySize: 60, contextLength: T },
      ...{ activation: "gelu-tanh", dtype: "F32", tiedEmbeddings: true, prefix: "transformer." },
      ...{ processing: form.processing, dictionaries: [] },
    });
    const n = new FormNumbers(D, F, 500 + i);
    form.write(path.join(dir, "dictionary", form.at), n, form.processing);
    state(dir, form);
    const model = await openModel(dir, { runtime });
    const [dictionary] = model.dictionaries;
    if (!dictionary) throw new Error("the model has no dictionary");
    expect(dictionary).toMatchObject({ kind: form.kind, layer, dFeatures: F, unread: nothingUnread });
    if (form.site !== undefined) {
      expect(dictionary).toMatchObject({ hookIn: form.site, hookOut: form.site, featuresOnly: null });
      expect(dictionary.leavesOnly).toBe(`they read and write ${form.site.split(".").at(-1)}`);
    } else expect(dictionary.leavesOnly).toBeNull();
    // All that matters to its kind is known: from its file, or from its release.
    const told = dictionary.processing.filter(({ saidBy }) => saidBy !== null);
    expect(told).toEqual(form.saidBy === "nobody" ? [] : dictionary.processing);
    leaveForLong(dir);
    const [found] = (await model.run(tokens)).features;
    if (!found) throw new Error("the run has no features");
    const rows = compareRows(form, n, siteOf(random, form, dictionary.hookIn), found);
    const { active, largest } = differenceOf(rows);
    expect(largest).toBeLessThan(2e-4);
    const [W_dec, b_dec] = [readTensor(dictionary.W_dec), readTensor(dictionary.b_dec)];
    expect(decodingDifference(rows, W_dec, b_dec)).toBeLessThan(2e-4);
    expect(active).toBeGreaterThan(200);
    if (form.skips) {
      expect(dictionary.skip?.turned).toBe(form.skips === "turned");
      expect([...readTensor(dictionary.skip?.W ?? dictionary.W_dec)]).toEqual([...skipMap(n)]);
    } else expect(dictionary.skip).toBeUndefined();
    const trace = traceCircuit(model, tokens, {
      identity: { model: "random", modelChecksum: "0".repeat(64), dictionarySets: [] },
      target: { kind: "logit", index: 5, position: T - 1 },
    });
    const why = whyNoCircuit(model.dictionaries);
    if (form.featuresOnly !== undefined) {
      expect(why).toContain(form.featuresOnly);
      await expect(trace).rejects.toThrow("No circuit is computed here");
      for await (const { byWeight, logits } of readWeightEvidence(model, dictionary)) {
        expect(byWeight).toBeNull();
        expect(logits).not.toBeNull();
      }
    } else if (why === undefined) {
      const { nodes } = await trace;
      expect(nodes.length).toBeGreaterThan(1);
      const ofIt = nodes.filter(({ kind, layer: at }) => kind === form.kind && at === layer);
      if (form.kind !== "resid") expect(ofIt.length).toBeGreaterThan(1);
      expect(nodes.some(({ kind }) => kind === "mlp-skip")).toBe(form.skips !== undefined);
      if (form.site !== undefined) expect(ofIt.filter(({ expanded }) => expanded)).toEqual([]);
    } else await expect(trace).rejects.toThrow("nobody says how the model was processed");
    await model.close();
    const [set] = (await describeModel(dir)).sets;
    expect(set?.dictionaries).toMatchObject([{ layer, dFeatures: F }]);
  },
);

/** Puts the dictionary into the manifest, whose model it knows by its files' names for it. */
function state(dir: string, { kind, at, file, release, processing }: Form): void {
  const place = path.join("dictionary", path.dirname(at));
  const manifest: Record<string, unknown> = JSON.parse(readFileSync(path.join(dir, "manifest.json"), "utf8"));
  const set = {
    ...{ kind, name: "found", dictionaries: [{ layer, folder: place, ...(file && { file }) }] },
    ...(release && { source: { release } }),
  };
  writeFileSync(
    path.join(dir, "manifest.json"),
    JSON.stringify({ ...manifest, processing, knownAs: ["gpt2"], dictionarySets: [set] }),
  );
}

/** Two rounds of tidying, days after what was made of files that somebody has touched since: an open model keeps what it reads. */
function leaveForLong(dir: string): void {
  const age = (at: string, days: number) => {
    const then = new Date(Date.now() - days * 24 * 60 * 60_000);
    for (const file of existsSync(at) ? readdirSync(at, { recursive: true, encoding: "utf8" }) : [])
      utimesSync(path.join(at, file), then, then);
  };
  age(path.join(dir, "dictionary"), 1);
  age(madeFiles, 5);
  tidyMadeFiles(new Date());
  tidyMadeFiles(new Date());
}

/** (T, D), in float64: what TransformerLens has there, of LayerNorm what it puts out where it was not folded. */
function siteOf({ shape, weights }: RandomModel, { processing }: Form, hookIn: string): Float64Array {
  const site = naiveForward(shape, processWeights(shape, weights, processing), tokens).get(hookIn);
  const [gamma, beta] = ["weight", "bias"].map((name) => weights.get(`h.${layer}.ln_2.${name}`));
  if (!site || !gamma || !beta) throw new Error("there is no such site");
  return hookIn.endsWith("ln2.hook_normalized") && !processing.fold_ln
    ? site.map((value, i) => value * gamma[i % D] + beta[i % D])
    : site;
}

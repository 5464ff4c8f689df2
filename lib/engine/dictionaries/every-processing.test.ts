import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Mode } from "@/lib/circuit-format/kinds";
import type { TargetId } from "@/lib/circuit-format/node-id";
import { expandNode } from "../attribution/expand-node";
import { type LoadedModel, openModel } from "../model";
import { FormNumbers } from "../oracle/form-files";
import { NaiveReaders } from "../oracle/naive-readers";
import { type RandomModelSpec, writeRandomModel } from "../oracle/random-model";
import { type ComparedRow, compareRows, decodingDifference, differenceOf } from "../oracle/trainers-reading";
import { dot } from "../oracle/vectors";
import { type Form, layer, type Processed, skipMap } from "../oracle/written-form";
import { forms } from "../oracle/written-forms";
import { openRuntime, type Runtime, type Tensor } from "../runtime";
import type { ManifestSet } from "../weights/manifest";
import { openModelFolder } from "../weights/model-folder";
import { readTensor } from "../weights/safetensors";
import type { Dictionary } from "./dictionary";
import { readDictionary } from "./read-dictionary";

/**
 * Every form of a dictionary under every processing of a model as wide as GPT-2 small, with random weights: features and circuits
 * against what its trainer computes in float64 on the weights as TransformerLens processes them (`processWeights`).
 */
const [T, D, F, heads, dHead, dMlp, V] = [6, 768, 64, 12, 64, 768, 40];
const tokens = Array.from({ length: T }, (_, i) => (i * 17 + 3) % V);
const last = T - 1;
const spec: RandomModelSpec = {
  ...{ seed: 77, layers: 2, heads, dHead, dMlp, vocabularySize: V, contextLength: T, spread: 0.1 },
  ...{ activation: "gelu-tanh", dtype: "F32", tiedEmbeddings: true, prefix: "transformer." },
  processing: { fold_ln: true, fold_value_biases: true, center_writing_weights: true },
  // What reads the stream that dictionaries of it write to.
  dictionaries: (["attn", "mlp"] as const).map((kind) => ({
    ...{ kind, layer, dFeatures: 8, rule: "relu", dtype: "F32" },
  })),
};
const both = [true, false];
const every: Processed[] = both.flatMap((fold_ln) =>
  both.flatMap((fold_value_biases) =>
    both.map((center_writing_weights) => ({ fold_ln, fold_value_biases, center_writing_weights })),
  ),
);
const keyOf = (processing: Processed) => Object.values(processing).map(Number).join("");

let runtime: Runtime;
const folder = mkdtempSync(path.join(tmpdir(), "processing-"));
const dir = path.join(folder, "model");
const numbers = forms.map((_, i) => new FormNumbers(D, F, 500 + 10_000 * i));
/** By processing. */
const naive = new Map<string, NaiveReaders>();
const naiveOf = (processing: Processed) => naive.get(keyOf(processing)) ?? missing();
beforeAll(async () => {
  runtime = await openRuntime({ provider: "cpu", threads: 1 });
  const random = writeRandomModel(dir, spec);
  for (const processing of every) naive.set(keyOf(processing), new NaiveReaders(random, processing, tokens));
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true }));

function missing(): never {
  throw new Error("it was not made");
}

/** A form as some witness says that its model was processed, and used in a model that was processed as it may be. */
interface Case {
  form: Form;
  n: FormNumbers;
  said: Processed;
  used: Processed;
  set: Omit<ManifestSet, "dictionaries">;
}

/** All that a form can be said to be of, in a model of one processing: what nobody else says the manifest does. */
function casesOf(form: Form, i: number, used: Processed): Case[] {
  const n = numbers[i] ?? missing();
  const set = { kind: form.kind, name: "found" };
  const byTrainer: Case = { form, n, said: form.processing, used, set };
  const byManifest: Case = { form, n, said: used, used, set: { ...set, processing: used } };
  switch (form.saidBy) {
    case "file":
      return [{ form, n, said: used, used, set }];
    case "trainer":
      return [byTrainer];
    case "nobody":
      return [byManifest];
    case "release":
      return [{ ...byTrainer, set: { ...set, source: { release: form.release ?? "" } } }, byManifest];
  }
}

/** The step in which a model is another than the dictionary knew, of those that change what it reads or writes. */
function otherStep({ form: { kind, site }, said, used }: Case): keyof Processed | undefined {
  const steps: (keyof Processed)[] =
    kind !== "attn" || site !== undefined
      ? ["center_writing_weights"]
      : said.fold_value_biases
        ? ["fold_value_biases", "fold_ln"]
        : ["fold_value_biases"];
  return steps.find((step) => said[step] !== used[step]);
}

/** Where files were written. */
const places = new Set<string>();
function readCase({ form, n, said, used, set }: Case, i: number, model: LoadedModel): Dictionary {
  const place = form.saidBy === "file" ? `${i}-${keyOf(said)}` : String(i);
  if (!places.has(place)) form.write(path.join(dir, "forms", place, form.at), n, said);
  places.add(place);
  const manifest = { ...model.manifest, processing: used, knownAs: ["gpt2"] };
  return readDictionary(
    openModelFolder(dir),
    { config: model.config, weights: model.weights, manifest },
    { ...set, dictionaries: [] },
    {
      layer,
      folder: path.join("forms", place, path.dirname(form.at)),
      ...(form.file !== undefined && { file: form.file }),
    },
  );
}

/** Features of a dictionary on the site that the model has, beside what its trainer computes on its own model. */
async function compared({ form, n, said }: Case, model: LoadedModel, dictionary: Dictionary) {
  const { hookIn } = dictionary;
  const site = await siteOf(model, hookIn);
  return compareRows(form, n, naiveOf(said).input(hookIn), await model.encode(dictionary, site));
}

/** What stands at the sites of a model, computed once: each form of a site reads the same. */
const sites = new Map<LoadedModel["weights"], Map<string, Promise<Tensor>>>();
function siteOf({ weights, forward }: LoadedModel, hook: string): Promise<Tensor> {
  const known = sites.get(weights) ?? new Map<string, Promise<Tensor>>();
  sites.set(weights, known);
  const site = known.get(hook) ?? forward(tokens, [hook]).then((all) => all.get(hook) ?? missing());
  known.set(hook, site);
  return site;
}

describe.each(every)("under %o", (used) => {
  let model: LoadedModel;
  beforeAll(async () => {
    model = await openModel(dir, { runtime, under: used });
  });
  afterAll(() => model.close());

  test.each(forms.map((form, i) => [form.name, form, i] as const))("%s", async (_, form, i) => {
    for (const one of casesOf(form, i, used)) {
      const other = otherStep(one);
      if (other !== undefined) {
        expect(() => readCase(one, i, model)).toThrow(
          `it was trained ${one.said[other] ? "under" : "without"} ${other}, but the model is used`,
        );
        continue;
      }
      const dictionary = readCase(one, i, model);
      const rows = await compared(one, model, dictionary);
      const { active, largest } = differenceOf(rows);
      expect(largest).toBeLessThan(2e-4);
      expect(active).toBeGreaterThan(40);
      const [W_dec, b_dec] = [readTensor(dictionary.W_dec), readTensor(dictionary.b_dec)];
      expect(decodingDifference(rows, W_dec, b_dec)).toBeLessThan(2e-4);
      signatures.set(`${form.name} ${keyOf(one.said)}`, signatureOf(rows));
      await compareCircuits(one, { ...model, dictionaries: withReaders(model, dictionary) }, rows);
    }
  });
});

/** Pre-activations at the last position, rounded: by them dictionaries are told apart. */
const signatures = new Map<string, string>();
const signatureOf = (rows: readonly ComparedRow[]) =>
  Array.from(rows[last]?.encoded.u ?? [], (value) => Math.round(value * 10)).join();

/** The dictionary in the place of what reads the stream there, and of the others those that read what it writes. */
function withReaders(model: LoadedModel, dictionary: Dictionary): Dictionary[] {
  const others = dictionary.kind === "resid" ? model.dictionaries : [];
  return [...others, dictionary];
}

async function compareCircuits(
  { form, n, said, used }: Case,
  model: LoadedModel,
  rows: readonly ComparedRow[],
): Promise<void> {
  const { kind } = form;
  if (form.featuresOnly !== undefined) {
    const target = { kind, layer, index: 0, position: last };
    await expect(expandNode(model, tokens, "direct", target)).rejects.toThrow("No circuit is computed here");
    return;
  }
  // As a target: what its circuit begins with adds up to what the trainer computes.
  const index = rows[last]?.expected.findIndex((value) => value > 0.5) ?? -1;
  if (form.site === undefined) {
    const target = { kind, layer, index, position: last };
    const { contributions, completeness } = await expandNode(model, tokens, "direct", target);
    const sum = contributions.reduce((total, { contribution }) => total + contribution, 0);
    const u = rows[last]?.encoded.u[index] ?? Number.NaN;
    expect(Math.abs(sum - u)).toBeLessThan(2e-4 * (1 + completeness.absoluteSum));
    expect(Math.abs(completeness.residual)).toBeLessThan(1e-4 * (1 + completeness.absoluteSum));
  }
  // As a source: what each of its features writes, by what reads it.
  const [mode, target, reads] = await readerOf(form, model, naiveOf(used));
  const written = directionsOf(form, n, rows);
  const { contributions } = await expandNode(model, tokens, mode, target);
  const found = new Map(contributions.map(({ source, contribution }) => [source, contribution]));
  let compared = 0;
  for (const [position, { expected }] of rows.entries()) {
    const r = reads(position);
    if (!r) continue;
    for (const [i, f] of expected.entries()) {
      if (!(f > 0)) continue;
      const value = f * dot(written[i] ?? missing(), r);
      const ours = found.get(`${kind}.${layer}.${i}@${position}`) ?? Number.NaN;
      expect(Math.abs(ours - value), `${i} at ${position}`).toBeLessThan(2e-4 * (1 + Math.abs(value)));
      compared += 1;
    }
  }
  expect(compared).toBeGreaterThan(5);
  const [skip, r] = [added(form, n, naiveOf(said)), reads(last)];
  if (!skip || !r) return;
  const value = dot(skip, r);
  const ours = found.get(`mlp-skip.${layer}@${last}`) ?? Number.NaN;
  expect(Math.abs(ours - value), "skip").toBeLessThan(2e-4 * (1 + Math.abs(value)));
}

/** What a skip transcoder's map adds at the last position: (D). */
function added({ skips }: Form, n: FormNumbers, naive: NaiveReaders): Float64Array | undefined {
  if (skips === undefined) return undefined;
  const x = naive.input(`blocks.${layer}.ln2.hook_normalized`).subarray(last * D);
  const W = skipMap(n);
  return Float64Array.from({ length: D }, (_, j) =>
    x.reduce((total, value, i) => total + value * (skips === "turned" ? W[j * D + i] : W[i * D + j]), 0),
  );
}

const directions = new Map<Form, Float64Array[]>();
/** By the trainer's decoder, what one unit of each feature writes: (F) times (D). It is the same wherever it is read. */
function directionsOf(form: Form, n: FormNumbers, rows: readonly ComparedRow[]): Float64Array[] {
  const known = directions.get(form);
  if (known) return known;
  const { out } = rows[0]?.encoded ?? missing();
  const nothing = out(new Float64Array(n.F));
  const made = Array.from({ length: n.F }, (_, i) =>
    out(Float64Array.from({ length: n.F }, (__, other) => Number(other === i))).map(
      (value, j) => value - nothing[j],
    ),
  );
  directions.set(form, made);
  return made;
}

/** Who reads what a form's features write: in which mode, and how, by position. */
async function readerOf(
  { kind, site }: Form,
  model: LoadedModel,
  naive: NaiveReaders,
): Promise<[Mode, TargetId, (position: number) => Float64Array | undefined]> {
  const atLast = (read: Float64Array) => (position: number) => (position === last ? read : undefined);
  if (kind !== "resid") {
    const logit = { kind: "logit", index: 5, position: last } as const;
    const read = naive.logitReads(logit.index);
    return ["direct", logit, atLast(kind === "attn" && site === undefined ? naive.throughHeads(read) : read)];
  }
  const reader = site === undefined ? ("attn" as const) : ("mlp" as const);
  const index = await activeOf(model, reader);
  const target = { kind: reader, layer, index, position: last };
  if (site !== undefined) return ["residual", target, atLast(naive.transcoderReads(index))];
  return ["residual", target, (position) => naive.attentionReads(index, position)];
}

/** A feature of what reads the stream that is active at the last position. */
async function activeOf(model: LoadedModel, reader: "attn" | "mlp"): Promise<number> {
  const dictionary = model.dictionaries.find(({ kind }) => kind === reader) ?? missing();
  const site = await siteOf(model, dictionary.hookIn);
  const { positions, indices } = await model.encode(dictionary, site);
  return indices[positions.indexOf(last)] ?? missing();
}

test("no two processings that matter give the same features", () => {
  const told = (name: string) =>
    new Set([...signatures].filter(([key]) => key.startsWith(`${name} `)).map(([, signature]) => signature))
      .size;
  // Attention: none, value biases, and beta1 W_V with them. Transcoders: LayerNorm folded or not. Streams: centred or not.
  expect(told("SAELens' JumpReLU of hook_z")).toBe(3);
  expect(told("SAELens' transcoder")).toBe(2);
  expect(told("SAELens in shards")).toBe(2);
  expect(told("SAELens' of hook_mlp_out")).toBe(2);
});

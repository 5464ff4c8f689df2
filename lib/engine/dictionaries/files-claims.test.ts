import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { fileClaimSchema } from "@/lib/evidence-format/fit";
import { safetensorsAt } from "../oracle/form-files";
import { openModelFolder } from "../weights/model-folder";
import { readFilesClaims } from "./files-claims";

const F = 4;
let root: string;
let place: string;
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), "claims-"));
  place = path.join(root, "dictionary");
  mkdirSync(place);
});
afterEach(() => rmSync(root, { recursive: true }));

const at = (file: string) => path.join(place, file);
const read = (folder = "dictionary") => readFilesClaims(openModelFolder(root), { layer: 0, folder }, F);
const ofDictionaryLearning = () => {
  writeFileSync(at("config.json"), JSON.stringify({ trainer: { dict_class: "AutoEncoder" } }));
  writeFileSync(at("ae.pt"), "");
};
const ofSaeLens = () => {
  writeFileSync(at("cfg.json"), JSON.stringify({ d_in: 2, d_sae: F }));
  writeFileSync(at("sae_weights.safetensors"), "");
};
const sparsity = (values: readonly number[], name = "sparsity") =>
  safetensorsAt(at("sparsity.safetensors"), { [name]: [Float32Array.from(values), [values.length]] });

test("what dictionary_learning evaluated is read by its own names, and what it does not say is left out", () => {
  ofDictionaryLearning();
  const evaluated = {
    ...{ l2_loss: 1.5, l1_loss: 30, l0: 2.5, frac_alive: 0.75, frac_variance_explained: -0.25, cossim: 0.9 },
    ...{ loss_original: 3, loss_reconstructed: 3.5, loss_zero: 5, frac_recovered: 0.75 },
    hyperparameters: { n_inputs: 100, context_length: 128, l0: 1 },
  };
  writeFileSync(at("eval_results.json"), JSON.stringify(evaluated));
  const file = "eval_results.json";
  expect(read()).toEqual([
    {
      ...{ file, l0: 2.5, explainedVariance: -0.25, lossRecovered: 0.75, neverFired: 0.25 },
      loss: { model: 3, replaced: 3.5, zero: 5 },
    },
  ]);
  // Without activations of a model it has no losses.
  writeFileSync(at(file), JSON.stringify({ l0: 2.5, loss_reconstructed: 3.5 }));
  expect(read()).toStrictEqual([{ file, l0: 2.5, loss: { replaced: 3.5 } }]);
});

test("what is no number that a figure can be is unknown, each by itself", () => {
  ofDictionaryLearning();
  const others = '"l0": 2, "frac_variance_explained": NaN, "frac_alive": Infinity, "loss_original": 1e999';
  writeFileSync(at("eval_results.json"), `{${others}, "loss_zero": -1, "frac_recovered": "0.9"}`);
  expect(read()).toStrictEqual([{ file: "eval_results.json", l0: 2 }]);
  // More than it has features, more than all of the variance, more than all features.
  writeFileSync(at("eval_results.json"), '{"l0": 5, "frac_variance_explained": 1.5, "frac_alive": 2}');
  expect(read()).toEqual([]);
  // As trainers of other things have them.
  writeFileSync(at("eval_results.json"), '{"eval_loss": 2.5, "epoch": 3}');
  expect(read()).toEqual([]);
});

test.each([
  ["no JSON", "<html>", /web page|valid JSON/],
  ["a list", "[1, 2]", /no object of figures/],
  ["a number", "7", /no object of figures/],
  ["a key twice", '{"l0": 1, "l0": 2}', /stands twice/],
  ["far too deep", `${"[".repeat(50_000)}${"]".repeat(50_000)}`, /deep|nest|brackets|objects/],
  ["far too long", `{"l0": 1, "x": "${"a".repeat(1_100_000)}"}`, /is the most that is read/],
  ["no UTF-8", Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]), /UTF-8/],
])("an evaluation that is %s claims nothing, and says why", (_, bytes, reason) => {
  ofDictionaryLearning();
  writeFileSync(at("eval_results.json"), bytes);
  const [claim, ...others] = read();
  expect(others).toEqual([]);
  expect(claim).toMatchObject({ file: "eval_results.json", unread: expect.stringMatching(reason) });
  expect(Object.keys(claim ?? {}).sort()).toEqual(["file", "unread"]);
});

test("how often SAELens saw each feature fire adds up to L0, and those that never did are counted", () => {
  ofSaeLens();
  const logarithm = (share: number) => Math.log10(share + 1e-10);
  sparsity([0, 1, 0.25, 1e-8].map(logarithm));
  const [claim] = read();
  expect(claim).toMatchObject({ file: "sparsity.safetensors", neverFired: 0.25 });
  expect(claim?.l0).toBeCloseTo(1.25, 6);
});

test("what it has no number for, or one of another kind, claims nothing and says why", () => {
  ofSaeLens();
  const unread = () => read().map((each) => each.unread);
  // As it is saved where a window had just ended: nothing over nothing.
  sparsity([Number.NaN, -3, -3, -3]);
  expect(unread()).toEqual([expect.stringMatching(/NaN|finite|number/)]);
  sparsity([-3, -3, -3]);
  expect(unread()).toEqual([expect.stringContaining("its shape is")]);
  sparsity([-3, -3, -3, 0.5]);
  expect(unread()).toEqual(["a feature would fire on more than every token"]);
  sparsity([-3, -3, -3, -3], "frequency");
  expect(unread()).toEqual(["it is missing"]);
  writeFileSync(at("sparsity.safetensors"), "version https://git-lfs.github.com/spec/v1\noid sha256:0\n");
  expect(unread()).toEqual([expect.stringContaining("Git LFS")]);
  rmSync(at("sparsity.safetensors"));
  mkdirSync(at("sparsity.safetensors"));
  expect(unread()).toEqual(["it is not a regular file"]);
  rmSync(at("sparsity.safetensors"), { recursive: true });
  symlinkSync("/etc/passwd", at("sparsity.safetensors"));
  expect(unread()).toEqual([expect.stringContaining("leads out of the model folder")]);
});

test("why a file is not read is kept as any database and any page keeps it, whatever the file has there", () => {
  ofSaeLens();
  for (const dtype of [
    "\\u0000\\u001b[31m",
    "\\ud800",
    `\\ud83d\\ude00${"x".repeat(5_000)}`,
    "\\u0000".repeat(500),
    "\\\\".repeat(900),
  ]) {
    const header = Buffer.from(`{"sparsity":{"dtype":"${dtype}","shape":[4],"data_offsets":[0,16]}}`);
    const length = Buffer.alloc(8);
    length.writeBigUInt64LE(BigInt(header.length));
    writeFileSync(at("sparsity.safetensors"), Buffer.concat([length, header, Buffer.alloc(16)]));
    const [claim] = read();
    const { unread = "" } = fileClaimSchema.parse(claim);
    expect(unread).toContain("dtype");
    expect(unread).not.toMatch(/\p{Cc}/u);
    expect(unread.isWellFormed()).toBe(true);
    expect(Buffer.byteLength(JSON.stringify(unread))).toBeLessThan(1_000);
  }
});

test("a file of one program beside a dictionary of another is not read, since nobody says what it means there", () => {
  ofSaeLens();
  writeFileSync(at("eval_results.json"), '{"l0": 2}');
  expect(read()).toEqual([]);
  rmSync(at("cfg.json"));
  rmSync(at("sae_weights.safetensors"));
  ofDictionaryLearning();
  rmSync(at("eval_results.json"));
  sparsity([-3, -3, -3, -3]);
  expect(read()).toEqual([]);
});

test("Gemma Scope says the L0 in the name of a folder, and no other form does", () => {
  const name = "layer_12/width_16k/average_l0_71";
  const folder = path.join(root, name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, "params.npz"), "");
  expect(read(name)).toEqual([{ file: "the folder's name average_l0_71", l0: 71 }]);
  writeFileSync(path.join(folder, "cfg.json"), '{"d_sae": 4}');
  expect(read(name)).toEqual([]);
});

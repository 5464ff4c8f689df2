import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { bytesAt, FormNumbers, jsonAt, torchTensors } from "../../oracle/form-files";
import { publishedOptions } from "../../oracle/published-options";
import { pickleWithSettings, recordsOf, zipped } from "../../oracle/write-pytorch";
import { layer, plain } from "../../oracle/written-form";
import { forms } from "../../oracle/written-forms";
import { convertTranscoder } from "./convert-transcoder";
import { readSaid } from "./read-said";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "unread-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const n = new FormNumbers(4, 60, 3);

type Json = Readonly<Record<string, unknown>>;
const saeLens = { d_in: n.D, d_sae: n.F };
const kissane = { act_name: "blocks.1.attn.hook_z", act_size: n.D, dict_size: n.F };
const trainer = { dict_class: "AutoEncoder", activation_dim: n.D, dict_size: n.F };
const sparsify = { d_in: n.D, num_latents: n.F };
/** Options where each trainer's file has them, and how they are called there. */
const files: Record<string, [string, (options: Json) => Json, string]> = {
  SAELens: ["SAELens before 6, boolean normalisation", (options) => ({ ...saeLens, ...options }), ""],
  "SAELens' metadata": [
    "SAELens before 6, boolean normalisation",
    (options) => ({ ...saeLens, metadata: options }),
    "metadata.",
  ],
  Kissane: ["Kissane's, of PyTorch", (options) => ({ ...kissane, ...options }), ""],
  dictionary_learning: [
    "dictionary_learning AutoEncoder",
    (options) => ({ trainer: { ...trainer, ...options } }),
    "trainer.",
  ],
  "the buffer of dictionary_learning": [
    "dictionary_learning AutoEncoder",
    (options) => ({ trainer, buffer: { io: "out", d_submodule: 4, n_ctxs: 3e4, ctx_len: 128, ...options } }),
    "buffer.",
  ],
  sparsify: ["sparsify", (options) => ({ ...sparsify, ...options }), ""],
};

/** Names of what is not read of a form, its config replaced by another. */
function unreadOf(name: string, config: Json): string[] {
  const form = forms.find((each) => each.name === name);
  if (!form) throw new Error(`there is no form ${name}`);
  const at = path.join(folder, path.basename(form.at));
  form.write(at, n, form.processing);
  const beside: Record<string, string> = { ".pt": at.replace(/\.pt$/, "_cfg.json") };
  const usual = at.endsWith("ae.pt") ? "config.json" : "cfg.json";
  const isOwn = at.endsWith(".pt") && !at.endsWith("ae.pt");
  jsonAt(isOwn ? (beside[".pt"] ?? "") : path.join(folder, usual), config);
  return readSaid(folder, "h.0").unreadOptions;
}

describe.each(Object.entries(files))("of %s", (_, [form, configOf, place]) => {
  test("options that nobody knows are told by their names, and those without a value are not", () => {
    const unknown = { favourite_colour: "green", "<b>": [1], "": 3, nothing: null };
    expect(unreadOf(form, configOf(unknown))).toEqual(
      ["favourite_colour", "<b>", ""].map((name) => place + name),
    );
  });
});

const trainers = {
  "SAELens 1 and 2": "SAELens",
  "SAELens 3 to 6": "SAELens",
  Kissane: "Kissane",
  dictionary_learning: "dictionary_learning",
  sparsify: "sparsify",
};
test.each(Object.entries(trainers))("what %s writes as published is known", (published, file) => {
  const [form, configOf] = files[file] ?? [];
  if (!form || !configOf) throw new Error("there is no such file");
  const options = publishedOptions[published as keyof typeof publishedOptions];
  expect(Object.keys(options).length).toBeGreaterThan(1);
  expect(unreadOf(form, configOf(options))).toEqual([]);
});

test("what a model was loaded with is told where it may make another model of it", () => {
  const kwargs = { fold_ln: true, device: "cuda", n_devices: 1, checkpoint_value: 143_000 };
  expect(
    unreadOf("SAELens before 6, boolean normalisation", { ...saeLens, model_from_pretrained_kwargs: kwargs }),
  ).toEqual(["model_from_pretrained_kwargs.checkpoint_value"]);
});

test("settings that are read of a pickle and written anew keep the names of what nobody knows, none of them long", () => {
  const tensors = torchTensors({ ...plain(n), b_dec_out: [n.b_dec, [n.D]] });
  const settings = {
    ...{
      model_name: "gpt2-small",
      hook_point: `blocks.${layer}.ln2.hook_normalized`,
      hook_point_layer: layer,
    },
    ...{ hook_point_head_index: null, d_in: n.D, d_sae: n.F, is_transcoder: true },
    ...{ out_hook_point: `blocks.${layer}.hook_mlp_out`, lr: 1e-3, is_sparse_connection: false },
  };
  const convert = (more: Record<string, string | number>) => {
    const at = path.join(folder, "given.pt");
    const bytes = zipped(recordsOf(tensors, pickleWithSettings(tensors, { ...settings, ...more })));
    bytesAt(at, bytes);
    convertTranscoder({ path: at, label: "given.pt", byteLength: bytes.length }, folder);
    rmSync(at);
    return readSaid(folder, "").unreadOptions;
  };
  expect(convert({})).toEqual([]);
  const many = Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`unknown_${i}`, i]));
  expect(() => convert({ ["x".repeat(10_000_000)]: 1 })).toThrow("a text that is too long");
  const told = convert({ ["x".repeat(10_000)]: 1, "\ud800": 2, ...many });
  expect(told).toHaveLength(11);
  expect(told.slice(0, 3)).toEqual(["x".repeat(300), expect.any(String), "unknown_0"]);
  expect(() => convert({ d_sae: 61 })).toThrow("its settings say d_sae 61, and its tensors 60");
  expect(() => convert({ d_out: 5 })).toThrow("its settings say d_out 5, and its tensors 4");
});

test.each<[string, Json, string[]]>([
  ["the same", { d_in: n.D, architecture: "standard", k: null, apply_b_dec_to_input: true }, []],
  ["nothing where the file says nothing", { normalize_activations: "none", k: null, d_out: null }, []],
  ["another rule", { architecture: "topk" }, ["architecture"]],
  ["a number of the largest", { k: 16 }, ["k"]],
  ["another norm", { normalize_activations: "layer_norm" }, ["normalize_activations"]],
  ["no bias at the input", { apply_b_dec_to_input: false }, ["apply_b_dec_to_input"]],
  ["another width", { d_sae: 5 }, ["d_sae"]],
])("metadata that say %s of what is computed", (_, metadata, others) => {
  const unsupported = others.map((name) => `metadata.${name} (another ${name} than is read)`);
  unreadOf("SAELens before 6, boolean normalisation", { ...saeLens, metadata });
  expect(readSaid(folder, "")).toMatchObject({ unsupportedOptions: unsupported, unreadOptions: [] });
});

test.each<[string, Json]>([
  ["Kissane's, of PyTorch", { ...kissane, k: 16 }],
  ["Kissane's, of PyTorch", { ...kissane, k: 1 }],
  ["Kissane's, of PyTorch", { ...kissane, architecture: "topk" }],
  ["dictionary_learning AutoEncoder", { trainer: { ...trainer, k: 16 } }],
  ["dictionary_learning AutoEncoder", { trainer: { ...trainer, k: 1 } }],
])("a k or an architecture that the rule of %s does not use is refused, %j", (form, config) => {
  unreadOf(form, config);
  expect(readSaid(folder, "").unsupportedOptions).toHaveLength(1);
});

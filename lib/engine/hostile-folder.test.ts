import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { describeModel } from "./describe-model";
import { openModel } from "./model";
import { writeRandomModel } from "./oracle/random-model";
import { openRuntime, type Runtime } from "./runtime";

const folder = mkdtempSync(path.join(tmpdir(), "hostile-"));
const good = path.join(folder, "good");
const model = path.join(folder, "model");
let runtime: Runtime;

beforeAll(async () => {
  runtime = await openRuntime({ provider: "cpu" });
  writeRandomModel(good, {
    ...{ seed: 3, layers: 2, heads: 2, dHead: 4, dMlp: 10, vocabularySize: 40, contextLength: 8 },
    ...{ activation: "gelu-tanh", dtype: "F32", tiedEmbeddings: true, prefix: "" },
    processing: { fold_value_biases: false, center_writing_weights: false },
    dictionaries: [
      { kind: "attn", layer: 0, dFeatures: 16, rule: "relu", dtype: "F32" },
      { kind: "resid", layer: 1, dFeatures: 16, rule: "jumprelu", dtype: "F32" },
      { kind: "mlp", layer: 1, dFeatures: 16, rule: "relu", dtype: "F16" },
    ],
  });
});
beforeEach(() => {
  rmSync(model, { recursive: true, force: true });
  cpSync(good, model, { recursive: true });
});
afterAll(() => rmSync(folder, { recursive: true }));

type Json = Record<string, unknown>;

/** Rewrites a JSON file of the model; `change` gets it parsed. */
function edit(file: string, change: (json: Json) => Json): void {
  const at = path.join(model, file);
  const json: Json = JSON.parse(readFileSync(at, "utf8"));
  writeFileSync(at, JSON.stringify(change(json)));
}

/** Both ways into a model must refuse it alike. */
async function expectRefusal(message: string | RegExp): Promise<void> {
  await expect(describeModel(model)).rejects.toThrow(message);
  await expect(openModel(model, { runtime })).rejects.toThrow(message);
  await expect(openModel(model, { runtime })).rejects.toMatchObject({ name: "EngineError" });
}

const cfg = "saes/attn/layer_0/cfg.json";
const set = (change: Json) => (json: Json) => ({ ...json, ...change });

test("the folder as written is accepted, and described as it is", async () => {
  const description = await describeModel(model);
  expect(description).toMatchObject({
    name: "random",
    layers: 2,
    heads: 2,
    dModel: 8,
    contextLength: 8,
    vocabularySize: 40,
  });
  expect(
    description.sets.map(({ kind, dictionaries }) => [kind, dictionaries.map(({ layer }) => layer)]),
  ).toEqual([
    ["attn", [0]],
    ["resid", [1]],
    ["mlp", [1]],
  ]);
});

test("what the hub's gpt2 says beside its arithmetic changes nothing", async () => {
  const before = await describeModel(model);
  edit(
    "config.json",
    set({
      ...{ architectures: ["GPT2LMHeadModel"], n_ctx: 8, initializer_range: 0.02, eos_token_id: 39 },
      ...{ attn_pdrop: 0.1, embd_pdrop: 0.1, resid_pdrop: 0.1, gradient_checkpointing: false },
      ...{ summary_activation: null, summary_first_dropout: 0.1, summary_proj_to_labels: true },
      ...{ summary_type: "cls_index", summary_use_proj: true, _num_labels: 1, use_cache: true },
      task_specific_params: { "text-generation": { do_sample: true, max_length: 50 } },
    }),
  );
  const { layers, sets } = await describeModel(model);
  expect({ layers, sets }).toEqual({ layers: before.layers, sets: before.sets });
});

test("a checksum changes with one bit of a weight and with nothing else", async () => {
  const before = await describeModel(model);
  expect(await describeModel(good)).toEqual(before);
  const file = path.join(model, "saes/attn/layer_0/sae_weights.safetensors");
  const bytes = readFileSync(file);
  bytes.writeUInt8(bytes.readUInt8(bytes.length - 4) ^ 1, bytes.length - 4);
  writeFileSync(file, bytes);
  const after = await describeModel(model);
  expect(after.checksum).toBe(before.checksum);
  expect(after.sets.map(({ checksum }, i) => checksum === before.sets[i]?.checksum)).toEqual([
    false,
    true,
    true,
  ]);
});

test.each<[string, string, (json: Json) => Json, string | RegExp]>([
  ["no layers", "config.json", set({ n_layer: 0 }), "model/config.json: n_layer"],
  ["a million layers", "config.json", set({ n_layer: 1e6 }), "model/config.json: n_layer"],
  [
    "heads that do not divide the width",
    "config.json",
    set({ n_head: 3 }),
    "n_embd 8 is not divisible by n_head 3",
  ],
  ["a width of a half", "config.json", set({ n_embd: 7.5 }), "n_embd"],
  ["another architecture", "config.json", set({ model_type: "llama" }), "model_type is llama, not gpt2"],
  [
    "an unknown activation",
    "config.json",
    set({ activation_function: "toString" }),
    "activation_function toString is not supported",
  ],
  [
    "a setting that may change the arithmetic",
    "config.json",
    set({ attention_softcap: 50 }),
    "model/config.json: attention_softcap is not known to the engine and may change what the model computes",
  ],
  [
    "code of its own",
    "config.json",
    set({ auto_map: { AutoModel: "own.Model" } }),
    "model/config.json: auto_map is not supported",
  ],
  [
    "a beginning of text outside the vocabulary",
    "config.json",
    set({ bos_token_id: 40 }),
    "bos_token_id 40 is outside",
  ],
  [
    "a layer too many",
    "config.json",
    set({ n_layer: 3 }),
    "model/model.safetensors, tensor h.2.ln_1.weight: it is missing.",
  ],
  [
    "another width",
    "config.json",
    set({ n_embd: 16 }),
    "model/model.safetensors, tensor wte.weight: its shape is [40,8]",
  ],
  [
    "another vocabulary",
    "config.json",
    set({ vocab_size: 41 }),
    "tensor wte.weight: its shape is [40,8], but must be [41,8]",
  ],
  [
    "another processing",
    cfg,
    set({ metadata: { model_from_pretrained_kwargs: { fold_value_biases: true } } }),
    "it says fold_value_biases true, but the manifest says fold_value_biases false",
  ],
  [
    "an unknown architecture",
    cfg,
    set({ architecture: "temporal" }),
    "model/saes/attn/layer_0/cfg.json: the architecture temporal is not supported",
  ],
  [
    "normalised activations",
    cfg,
    set({ normalize_activations: "expected_average_only_in" }),
    "normalize_activations expected_average_only_in) that stands neither in its weights nor in an activation_scaler.json",
  ],
  [
    "a fine-tuned scale",
    cfg,
    set({ finetuning_scaling_factor: true }),
    "finetuning_scaling_factor is not supported",
  ],
  [
    "another hook",
    cfg,
    set({ metadata: { hook_name: "blocks.1.attn.hook_z" } }),
    "it reads blocks.1.attn.hook_z, but kind attn at layer 0 reads blocks.0.attn.hook_z",
  ],
  [
    "another width of the input",
    cfg,
    set({ d_in: 9 }),
    "it reads 9 and writes 9 numbers, but the model has 8",
  ],
  [
    "a transcoder as an SAE",
    cfg,
    set({ architecture: "transcoder" }),
    "the architecture transcoder cannot be of kind attn",
  ],
  ["TopK without k", cfg, set({ architecture: "topk" }), "k must be a whole number from 1 to 16"],
  ["JumpReLU without thresholds", cfg, set({ architecture: "jumprelu" }), "tensor threshold: it is missing"],
  [
    "more features than there are",
    cfg,
    set({ d_sae: 17 }),
    "tensor W_enc: its shape is [8,16], but must be [8,17]",
  ],
  [
    "a model used under another processing than its sets",
    "manifest.json",
    set({ processing: { fold_value_biases: false, center_writing_weights: true } }),
    "it was trained without center_writing_weights, but the model is used under it",
  ],
  [
    "an unknown format",
    "manifest.json",
    set({ format: "circuit-commons/model@9" }),
    "model/manifest.json: format",
  ],
  ["an unknown key", "manifest.json", set({ extra: 1 }), "model/manifest.json: "],
])("%s is refused with the file and the reason", async (_, file, change, message) => {
  edit(file, change);
  await expectRefusal(message);
});

test("a tokenizer of another vocabulary is refused", async () => {
  edit("tokenizer.json", (json) => ({ ...json, added_tokens: [{ id: 40, content: "<|endoftext|>" }] }));
  await expectRefusal("model/tokenizer.json: it has a token 40, but the model's vocabulary ends at 39.");
  edit("tokenizer.json", (json) => ({ ...json, added_tokens: [] }));
  await expectRefusal("model/tokenizer.json: it has no beginning-of-text token 39.");
});

test.each(["../outside.safetensors", "/etc/hostname", "a/../../model.safetensors", "x\0y"])(
  "a manifest that names %j is refused: the path leads out of the folder",
  async (weights) => {
    edit("manifest.json", (json) => ({
      ...json,
      files: { config: "config.json", tokenizer: "tokenizer.json", weights },
    }));
    await expectRefusal(/^model\/.*: the path (leads out of the model folder|is empty or not text)\.$/);
  },
);

test("a link that leads out of the folder is refused, one that stays is followed", async () => {
  const weights = path.join(model, "model.safetensors");
  rmSync(weights);
  symlinkSync(path.join(good, "model.safetensors"), weights);
  await expectRefusal("model/model.safetensors: the path is a link that leads out of the model folder.");
  rmSync(weights);
  cpSync(path.join(good, "model.safetensors"), path.join(model, "stored.safetensors"));
  symlinkSync("stored.safetensors", weights);
  const opened = await openModel(model, { runtime });
  expect((await opened.run([39, 1])).predictions).toHaveLength(2);
  await opened.close();
});

test("a weight that is NaN is refused before it is used", async () => {
  const overwrite = (file: string) => {
    const bytes = readFileSync(path.join(model, file));
    bytes.writeUInt32LE(0x7fc00000, bytes.length - 4);
    writeFileSync(path.join(model, file), bytes);
  };
  overwrite("saes/attn/layer_0/sae_weights.safetensors");
  await expect(describeModel(model)).rejects.toThrow("tensor b_dec: its element 7 is NaN or infinite.");
  const opened = await openModel(model, { runtime });
  await expect(opened.run([39, 1])).rejects.toThrow(
    "model/saes/attn/layer_0/sae_weights.safetensors, tensor b_dec",
  );
  await opened.close();
  overwrite("model.safetensors");
  await expectRefusal("model/model.safetensors, tensor ln_f.bias: its element 7 is NaN or infinite.");
});

test("a threshold below 0 is one of 0, as SAELens has it", async () => {
  const file = path.join(model, "saes/resid/layer_1/sae_weights.safetensors");
  const tokens = [1, 2, 3, 4, 5, 6];
  const featuresWith = async (threshold: number) => {
    const bytes = readFileSync(file);
    bytes.writeFloatLE(threshold, bytes.length - 4);
    writeFileSync(file, bytes);
    const opened = await openModel(model, { runtime });
    const { features } = await opened.run(tokens);
    await opened.close();
    return features.find(({ kind }) => kind === "resid");
  };
  const below = await featuresWith(-0.5);
  expect(Math.min(...(below?.activations ?? []))).toBeGreaterThan(0);
  expect(below).toEqual(await featuresWith(0));
  expect(below).not.toEqual(await featuresWith(1e6));
});

test("any change of any byte of any file is refused as a fault of the folder, or gives a finite result", async () => {
  const files = readdirSync(good, { recursive: true, encoding: "utf8" }).filter((file) =>
    statSync(path.join(good, file)).isFile(),
  );
  const change = fc.record({
    file: fc.constantFrom(...files),
    // Evenly: a double between 0 and 1 is mostly next to 0.
    at: fc.nat(999_999).map((part) => part / 1_000_000),
    byte: fc.nat(255),
    cut: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(change, async ({ file, at, byte, cut }) => {
      const bytes = readFileSync(path.join(good, file));
      const place = Math.min(bytes.length - 1, Math.floor(at * bytes.length));
      bytes[place] = byte;
      writeFileSync(path.join(model, file), cut ? bytes.subarray(0, place) : bytes);
      try {
        await describeModel(model);
        const opened = await openModel(model, { runtime });
        const { predictions } = await opened.run([39, 1, 2]).finally(() => opened.close());
        expect(predictions.flat().every(({ logit }) => Number.isFinite(logit))).toBe(true);
      } catch (error) {
        expect(error).toMatchObject({ name: "EngineError" });
      } finally {
        cpSync(path.join(good, file), path.join(model, file));
      }
    }),
    { numRuns: 150 },
  );
});

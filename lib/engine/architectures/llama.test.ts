import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { describeModel } from "../describe-model";
import { llamaConfig } from "../oracle/llama-models";
import { type RandomModelSpec, writeRandomModel } from "../oracle/random-model";
import { openModelFolder, resolveModelFile } from "../weights/model-folder";
import { writeSafetensors } from "../weights/write-safetensors";
import { llama } from "./llama";

const folder = mkdtempSync(path.join(tmpdir(), "llama-"));
afterAll(() => rmSync(folder, { recursive: true }));

const spec: RandomModelSpec = {
  ...{
    family: "llama",
    seed: 4,
    layers: 2,
    heads: 4,
    dHead: 6,
    dMlp: 20,
    vocabularySize: 60,
    contextLength: 8,
  },
  ...{ activation: "silu", dtype: "F32", tiedEmbeddings: true, prefix: "", dictionaries: [] },
  processing: { fold_value_biases: false, center_writing_weights: false },
  llama: { modelType: "llama", keyHeads: 2, attentionBias: false, mlpBias: false, theta: 10_000 },
};
const ordinary = llamaConfig(spec);

beforeAll(() => {
  writeRandomModel(folder, spec);
});

type Config = Record<string, unknown>;

function read(config: Config) {
  writeFileSync(path.join(folder, "config.json"), JSON.stringify(config));
  return llama.readConfig(resolveModelFile(openModelFolder(folder), "config.json"));
}
const readWith = (change: Config) => read({ ...ordinary, ...change });

/** Llama 3.2's, the numbers as they stand there. */
const llama32 = {
  ...{
    architectures: ["LlamaForCausalLM"],
    attention_bias: false,
    attention_dropout: 0.0,
    bos_token_id: 128_000,
  },
  ...{ eos_token_id: 128_001, head_dim: 64, hidden_act: "silu", hidden_size: 2048, initializer_range: 0.02 },
  ...{ intermediate_size: 8192, max_position_embeddings: 131_072, mlp_bias: false, model_type: "llama" },
  ...{ num_attention_heads: 32, num_hidden_layers: 16, num_key_value_heads: 8, pretraining_tp: 1 },
  ...{ rms_norm_eps: 1e-5, rope_theta: 500_000.0, tie_word_embeddings: true, torch_dtype: "bfloat16" },
  ...{ transformers_version: "4.45.0.dev0", use_cache: true, vocab_size: 128_256 },
  rope_scaling: {
    ...{ factor: 32.0, high_freq_factor: 4.0, low_freq_factor: 1.0 },
    ...{ original_max_position_embeddings: 8192, rope_type: "llama3" },
  },
};

test("the file of Llama 3.2 is read whole, its angles scaled in three ranges", () => {
  const config = read(llama32);
  expect(config).toMatchObject({ layers: 16, heads: 32, keyHeads: 8, dModel: 2048, dHead: 64, dMlp: 8192 });
  expect(config).toMatchObject({ contextLength: 1024, tiedEmbeddings: true, activation: "silu" });
  const angles = config.rotary?.frequencies ?? [];
  const plain = Array.from({ length: 32 }, (_, i) => 500_000 ** (-i / 32));
  expect(angles).toHaveLength(32);
  // A whole turn in fewer than 2,048 positions is kept, in more than 8,192 divided by 32, and between these shared.
  for (const [i, angle] of angles.entries()) {
    const turn = (2 * Math.PI) / (plain[i] ?? 0);
    const share = (angle ?? 0) / (plain[i] ?? 1);
    if (turn < 2_048) expect(share).toBe(1);
    else if (turn > 8_192) expect(share).toBeCloseTo(1 / 32, 12);
    else {
      expect(share).toBeGreaterThan(1 / 32);
      expect(share).toBeLessThan(1);
    }
  }
  // (1 - s) f / 32 + s f with f = 500000^(-15 / 32) and s = (8192 f / (2 pi) - 1) / 3, by hand.
  expect(angles[15]).toBeCloseTo(0.001_290_547_9, 10);
});

test("what transformers 5 writes, rope_parameters, is what rope_theta and rope_scaling were", () => {
  const { rope_theta, rope_scaling, ...rest } = llama32;
  const now = read({ ...rest, dtype: "bfloat16", rope_parameters: { ...rope_scaling, rope_theta } });
  expect(now.rotary).toEqual(read(llama32).rotary);
});

test.each<[string, Config]>([
  ["SmolLM2", { ...{ is_llama_config: true, rope_interleaved: false }, rope_theta: 100_000 }],
  [
    "Qwen2.5",
    { ...{ model_type: "qwen2", use_mrope: false, use_sliding_window: false }, sliding_window: 32_768 },
  ],
  ["Llama 1", { max_sequence_length: 2_048, pad_token_id: -1, num_key_value_heads: undefined }],
])("what %s writes beside is known", (_, change) => {
  expect(() => readWith(change)).not.toThrow();
});

test("a window is a limit of the text: within it, every position sees what it would without one", () => {
  expect(readWith({ max_position_embeddings: 4_096 }).contextLength).toBe(1_024);
  expect(readWith({ model_type: "mistral", sliding_window: 5 }).contextLength).toBe(5);
  expect(readWith({ model_type: "mistral", sliding_window: null }).contextLength).toBe(8);
  const qwen2 = { model_type: "qwen2", sliding_window: 5, max_window_layers: 1 };
  expect(readWith({ ...qwen2, use_sliding_window: false }).contextLength).toBe(8);
  expect(readWith({ ...qwen2, use_sliding_window: true }).contextLength).toBe(5);
});

test("angles that change beyond the context are the ordinary ones within it", () => {
  const plain = readWith({}).rotary;
  expect(readWith({ rope_scaling: { type: "dynamic", factor: 4 } }).rotary).toEqual(plain);
  expect(readWith({ rope_scaling: { rope_type: "default" } }).rotary).toEqual(plain);
});

test.each<[Config, string]>([
  [{ model_type: "gemma", hidden_size: "many" }, "model_type is gemma, not llama, mistral, or qwen2."],
  [{ hidden_size: "many" }, "hidden_size: it must be a number"],
  [{ num_hidden_layers: 1e6 }, "num_hidden_layers: it must be at most 1000"],
  [{ num_attention_heads: 5 }, "hidden_size 24 is not divisible by num_attention_heads 5"],
  [{ num_key_value_heads: 3 }, "num_attention_heads 4 is not divisible by num_key_value_heads 3"],
  [{ head_dim: 7 }, "and a head has 7 of them."],
  [{ head_dim: 0 }, "head_dim: it must be at least 1"],
  [{ bos_token_id: 60 }, "bos_token_id 60 is outside the vocabulary of 60"],
  [{ bos_token_id: null }, "bos_token_id"],
  [{ hidden_act: "toString" }, "hidden_act toString is not supported."],
  [{ rope_scaling: { type: "yarn", factor: 4 } }, "rotary positions scaled by yarn are not supported."],
  [{ rope_scaling: { type: "linear" } }, "rotary positions scaled by linear need factor."],
  [{ rope_scaling: { type: "linear", factor: 2, beta_fast: 3 } }, "beta_fast is not known"],
  [{ rope_scaling: { type: "linear", rope_type: "llama3", factor: 2 } }, "name two scalings"],
  [{ rope_parameters: { rope_type: "default", rope_theta: 5 } }, "rope_theta is said twice, and differs."],
  [{ partial_rotary_factor: 0.5 }, "partial_rotary_factor is not supported"],
  [{ layer_types: ["full_attention"] }, "layer_types has 1 layers, not 2"],
  [{ layer_types: ["full_attention", "chunked_attention"] }, "layers of chunked_attention"],
  [{ rope_interleaved: true }, "rope_interleaved is not supported."],
  [{ rope_theta: 0.5 }, "rope_theta: it must be at least 1"],
  [{ rope_scaling: { type: "linear", factor: 0 } }, "factor: it must be at least 0.001"],
  [{ quantization_config: { bits: 4 } }, "quantization_config is not supported."],
  [{ auto_map: { AutoModel: "x.Y" } }, "auto_map is not supported."],
  [{ logit_scale: 0.1 }, "logit_scale is not known to the engine and may change what the model computes."],
  [{ pruned_heads: { "0": [1] } }, "pruned_heads is not supported."],
  [
    { model_type: "mistral", attention_bias: true },
    "attention_bias is not known of a model of type mistral.",
  ],
  [{ model_type: "qwen2", num_key_value_heads: undefined }, "num_key_value_heads is missing"],
])("%j is refused", (change, sentence) => {
  expect(() => readWith(change)).toThrow(sentence);
});

test("weights that the settings do not speak of are refused, missing biases too; stored angles pass", async () => {
  const refusal = async (change: Config) => {
    writeFileSync(path.join(folder, "config.json"), JSON.stringify({ ...ordinary, ...change }));
    return describeModel(folder).then(
      () => "",
      (error: Error) => error.message,
    );
  };
  expect(await refusal({})).toBe("");
  expect(await refusal({ model_type: "qwen2" })).toContain("q_proj.bias: it is missing");
  expect(await refusal({ attention_bias: true })).toContain("q_proj.bias: it is missing");
  expect(await refusal({ tie_word_embeddings: false })).toContain("lm_head.weight: it is missing");
  expect(await refusal({ num_hidden_layers: 1 })).toContain("it is of layer 1, but config.json says");
  expect(await refusal({ num_key_value_heads: 4 })).toContain("k_proj.weight: its shape is [12,24]");
  const biased = path.join(folder, "biased");
  const { llama: options } = spec;
  writeRandomModel(biased, { ...spec, ...(options && { llama: { ...options, attentionBias: true } }) });
  writeFileSync(path.join(biased, "config.json"), JSON.stringify(ordinary));
  await expect(describeModel(biased)).rejects.toThrow("the engine does not know what it is for");
});

test("a checkpoint that keeps angles, and the tied head once more, is read", async () => {
  const dir = path.join(folder, "older");
  const { weights } = writeRandomModel(dir, spec);
  const bytes = readFileSync(path.join(dir, "model.safetensors"));
  const headerBytes = Number(bytes.readBigUInt64LE(0));
  const header: Record<string, { dtype: "F32"; shape: number[]; data_offsets: [number, number] }> =
    JSON.parse(bytes.subarray(8, 8 + headerBytes).toString());
  const tensors = Object.entries(header)
    .filter(([name]) => name !== "__metadata__")
    .map(
      ([
        name,
        {
          dtype,
          shape,
          data_offsets: [from, to],
        },
      ]) => {
        return {
          name,
          dtype,
          shape,
          make: () => bytes.subarray(8 + headerBytes + from, 8 + headerBytes + to),
        };
      },
    );
  const embedding = weights.get("wte.weight");
  if (!embedding) throw new Error("there is no embedding");
  const bytesOf = (values: Float32Array) =>
    new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  writeSafetensors(path.join(dir, "model.safetensors"), [
    ...tensors,
    {
      name: "model.layers.0.self_attn.rotary_emb.inv_freq",
      dtype: "F32",
      shape: [3],
      make: () => new Uint8Array(12),
    },
    { name: "lm_head.weight", dtype: "F32", shape: [60, 24], make: () => bytesOf(embedding) },
  ]);
  expect((await describeModel(dir)).parameterCount).toBeGreaterThan(0);
  writeSafetensors(path.join(dir, "model.safetensors"), [
    ...tensors,
    {
      name: "lm_head.weight",
      dtype: "F32",
      shape: [60, 24],
      make: () => bytesOf(embedding.map((x) => x + 1)),
    },
  ]);
  await expect(describeModel(dir)).rejects.toThrow("differs from that of the token embedding");
});

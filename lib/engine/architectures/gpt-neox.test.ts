import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { describeModel } from "../describe-model";
import { gptNeoxConfig } from "../oracle/gpt-neox-models";
import { type RandomModelSpec, writeRandomModel } from "../oracle/random-model";
import { openModelFolder, resolveModelFile } from "../weights/model-folder";
import { gptNeox } from "./gpt-neox";

const folder = mkdtempSync(path.join(tmpdir(), "gpt-neox-"));
afterAll(() => rmSync(folder, { recursive: true }));

const spec: RandomModelSpec = {
  ...{ family: "gpt-neox", seed: 6, layers: 2, heads: 3, dHead: 8, dMlp: 20, vocabularySize: 60 },
  ...{ activation: "gelu", dtype: "F32", tiedEmbeddings: false, prefix: "", contextLength: 8 },
  processing: { fold_value_biases: false, center_writing_weights: false },
  dictionaries: [
    { kind: "resid", layer: 1, dFeatures: 20, rule: "relu", dtype: "F32" },
    { kind: "mlp", layer: 0, dFeatures: 20, rule: "relu", dtype: "F32" },
  ],
};
const ordinary = gptNeoxConfig(spec);
type Config = Record<string, unknown>;

beforeAll(() => {
  writeRandomModel(folder, spec);
});

function read(config: Config) {
  writeFileSync(path.join(folder, "config.json"), JSON.stringify(config));
  return gptNeox.readConfig(resolveModelFile(openModelFolder(folder), "config.json"));
}
const readWith = (change: Config) => read({ ...ordinary, ...change });

test("the file of Pythia 70M is read whole, a quarter of each head turned", () => {
  const config = read({
    ...{ architectures: ["GPTNeoXForCausalLM"], bos_token_id: 0, eos_token_id: 0, hidden_act: "gelu" },
    ...{ hidden_size: 512, initializer_range: 0.02, intermediate_size: 2048, layer_norm_eps: 1e-5 },
    ...{
      max_position_embeddings: 2048,
      model_type: "gpt_neox",
      num_attention_heads: 8,
      num_hidden_layers: 6,
    },
    ...{ rotary_emb_base: 10_000, rotary_pct: 0.25, tie_word_embeddings: false, torch_dtype: "float16" },
    ...{ transformers_version: "4.24.0", use_cache: true, use_parallel_residual: true, vocab_size: 50_304 },
  });
  expect(config).toMatchObject({ layers: 6, heads: 8, keyHeads: 8, dModel: 512, dHead: 64, dMlp: 2048 });
  expect(config).toMatchObject({
    contextLength: 1024,
    tiedEmbeddings: false,
    activation: "gelu",
    parallel: true,
  });
  expect(config.rotary?.frequencies).toEqual(Array.from({ length: 8 }, (_, i) => 10_000 ** (-i / 8)));
});

test("what later versions of transformers write is the same", () => {
  const { rotary_pct, rotary_emb_base, ...rest } = ordinary;
  const rope_parameters = {
    rope_type: "default",
    rope_theta: rotary_emb_base,
    partial_rotary_factor: rotary_pct,
  };
  expect(read({ ...rest, rope_parameters }).rotary).toEqual(read(ordinary).rotary);
  expect(read({ ...rest, rotary_pct, rope_theta: rotary_emb_base }).rotary).toEqual(read(ordinary).rotary);
});

test.each<[Config, string]>([
  [{ model_type: "gpt_neox_japanese" }, "model_type is gpt_neox_japanese, not gpt_neox."],
  [{ num_attention_heads: 5 }, "hidden_size 24 is not divisible by num_attention_heads 5"],
  [{ bos_token_id: 60 }, "bos_token_id 60 is outside the vocabulary of 60"],
  [{ rotary_pct: 0.4 }, "rotary positions turn numbers in pairs, and a head has 3 of them."],
  [{ rotary_pct: 0.01 }, "and a head has 0 of them."],
  [{ partial_rotary_factor: 0.5 }, "rotary_pct is said twice, and differs."],
  [{ rope_theta: 500 }, "the base of rotary positions is said twice, and differs."],
  [{ rope_scaling: { type: "yarn", factor: 2 } }, "scaled by yarn are not supported."],
  [{ hidden_act: "gelu_10" }, "hidden_act gelu_10 is not supported."],
  [{ multi_query: true }, "multi_query is not known to the engine"],
  [{ quantization_config: {} }, "quantization_config is not supported."],
])("%j is refused", (change, sentence) => {
  expect(() => readWith(change)).toThrow(sentence);
});

test("weights that the settings do not speak of are refused", async () => {
  const refusal = async (change: Config) => {
    writeFileSync(path.join(folder, "config.json"), JSON.stringify({ ...ordinary, ...change }));
    return describeModel(folder).then(
      () => "",
      (error: Error) => error.message,
    );
  };
  expect(await refusal({})).toBe("");
  expect(await refusal({ attention_bias: false })).toContain(
    "query_key_value.bias: the engine does not know",
  );
  expect(await refusal({ num_hidden_layers: 1 })).toContain("it is of layer 1, but config.json says");
  expect(await refusal({ tie_word_embeddings: true })).toContain("differs from that of the token embedding");
});

test("a stream between attention and MLP is not read of a model in which both read one stream", async () => {
  const cfg = path.join(folder, "saes/resid/layer_1/cfg.json");
  const json = JSON.parse(readFileSync(cfg, "utf8"));
  const between = { ...json, metadata: { ...json.metadata, hook_name: "blocks.1.hook_resid_mid" } };
  writeFileSync(cfg, JSON.stringify(between));
  writeFileSync(path.join(folder, "config.json"), JSON.stringify(ordinary));
  await expect(describeModel(folder)).rejects.toThrow("in this model attention and MLP read one stream");
  writeFileSync(
    path.join(folder, "config.json"),
    JSON.stringify({ ...ordinary, use_parallel_residual: false }),
  );
  expect((await describeModel(folder)).sets).toHaveLength(2);
});

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { knowsPosition, nothingSaid, type TrainedTexts } from "@/lib/circuit-format/processing";
import { describeModel } from "../describe-model";
import { type LoadedModel, openModel } from "../model";
import { bundledModel, type Json, ModelVariant } from "../oracle/model-variant";
import { openRuntime, type Runtime } from "../runtime";

const layer1 = { attn: "saes/attn/layer_1", mlp: "saes/mlp/layer_1", resid: "saes/resid/layer_1" };
const sizes = { attn: 2048, mlp: 2048, resid: 1024 };
type Kind = keyof typeof layer1;

let runtime: Runtime;
let bundled: LoadedModel;
let variant: ModelVariant;

beforeAll(async () => {
  runtime = await openRuntime({ provider: "cpu" });
  bundled = await openModel(bundledModel, { runtime });
});
afterAll(() => bundled.close());
beforeEach(() => {
  variant = new ModelVariant();
});
afterEach(() => variant.remove());

const unsaid = { prepend_bos: undefined, exclude_special_tokens: undefined, seqpos_slice: undefined };
const set = (change: Json) => (json: Json) => ({ ...json, ...change });

/** The flat cfg.json of SAELens before 3, as the best known dictionaries of GPT-2 have it. */
const old = (kind: Kind, change: Json): Json => ({
  ...{ model_name: "gpt2-small", hook_point_head_index: null, context_size: 128, d_in: 256 },
  ...{ d_sae: sizes[kind], dtype: "torch.float32", l1_coefficient: 8e-5, ...change },
});

/** A dictionary without thresholds, as L1 training makes them, with the config that is given. */
function replace(folder: string, config: (json: Json) => Json): void {
  variant.editJson(`${folder}/cfg.json`, config);
  variant.editTensors(`${folder}/sae_weights.safetensors`, (tensors) => {
    tensors.delete("threshold");
    return tensors;
  });
}

describe("the old spelling of a place", () => {
  test.each<[string, Kind, Json]>([
    ["SAELens 1", "resid", { hook_point: "blocks.1.hook_resid_pre", hook_point_layer: 1 }],
    ["a name to be filled in", "attn", { hook_point: "blocks.{layer}.attn.hook_z", hook_point_layer: 1 }],
    [
      "the stream behind the layer before",
      "resid",
      { hook_point: "blocks.0.hook_resid_post", hook_point_layer: 0 },
    ],
    ["SAELens 3", "resid", { hook_name: "blocks.1.hook_resid_pre", hook_layer: 1, hook_head_index: null }],
    [
      "a name that is null beside the older one",
      "resid",
      { hook_name: null, hook_point: "blocks.1.hook_resid_pre" },
    ],
  ])("of %s is read", async (_, kind, config) => {
    replace(layer1[kind], () => old(kind, config));
    const model = await openModel(variant.folder, { runtime });
    expect(model.dictionaries).toHaveLength(12);
    await model.close();
  });

  test.each<[string, Kind, Json, string]>([
    [
      "another layer",
      "resid",
      { hook_point: "blocks.3.hook_resid_pre" },
      "it reads blocks.3.hook_resid_pre, but kind resid at layer 1 reads blocks.1.hook_resid_pre",
    ],
    [
      "the stream behind its own layer, which is before the next",
      "resid",
      { hook_point: "blocks.1.hook_resid_post" },
      "it reads blocks.1.hook_resid_post, which is blocks.2.hook_resid_pre: state it as layer 2 in manifest.json",
    ],
    [
      "the stream behind another layer",
      "resid",
      { hook_point: "blocks.3.hook_resid_post", hook_point_layer: 3 },
      "it is of layer 3, but stands as layer 1",
    ],
    [
      "the stream behind the layer before, and another layer's number",
      "resid",
      { hook_point: "blocks.0.hook_resid_post", hook_point_layer: 1 },
      "it is of layer 1, but reads the stream behind layer 0",
    ],
    ["another site", "resid", { hook_point: "blocks.1.hook_mlp_out" }, "it reads blocks.1.hook_mlp_out"],
    [
      "another layer by its number alone",
      "resid",
      { hook_point_layer: 3 },
      "it is of layer 3, but stands as layer 1",
    ],
    [
      "another layer by the number of SAELens 3",
      "resid",
      { hook_layer: 3 },
      "it is of layer 3, but stands as layer 1",
    ],
    [
      "another layer, filled in",
      "attn",
      { hook_point: "blocks.{layer}.attn.hook_z", hook_point_layer: 2 },
      "it is of layer 2, but stands as layer 1",
    ],
    [
      "one head",
      "attn",
      { hook_point: "blocks.1.attn.hook_z", hook_point_head_index: 3 },
      "hook_head_index is not supported",
    ],
    [
      "one head, the first",
      "attn",
      { hook_point: "blocks.1.attn.hook_z", hook_point_head_index: 0 },
      "hook_head_index is not supported",
    ],
    [
      "two spellings that disagree",
      "resid",
      { hook_name: "blocks.1.hook_resid_pre", hook_point: "blocks.2.hook_resid_pre" },
      "it reads blocks.2.hook_resid_pre",
    ],
    [
      "one outside the metadata that disagrees",
      "resid",
      { hook_name: "blocks.2.hook_resid_pre", metadata: { hook_name: "blocks.1.hook_resid_pre" } },
      "it reads blocks.2.hook_resid_pre",
    ],
  ])("that names %s is refused", async (_, kind, config, message) => {
    replace(layer1[kind], () => old(kind, config));
    await expectRefusal(message);
  });

  test.each<[string, Json, string]>([
    [
      "another site",
      { out_hook_point: "blocks.1.hook_resid_mid" },
      "it writes blocks.1.hook_resid_mid, but kind mlp at layer 1 writes blocks.1.hook_mlp_out",
    ],
    ["another layer", { out_hook_point_layer: 2 }, "it is of layer 2, but stands as layer 1"],
    ["one head", { hook_head_index_out: 1 }, "hook_head_index is not supported"],
  ])("of what a transcoder writes that names %s is refused", async (_, config, message) => {
    variant.editJson(`${layer1.mlp}/cfg.json`, set(config));
    await expectRefusal(message);
  });

  test("a transcoder by its old mark is not read as an autoencoder", async () => {
    replace(layer1.resid, () => old("resid", { is_transcoder: true }));
    await expectRefusal("is_transcoder is not supported");
  });
});

test.each<[string, Json, boolean, TrainedTexts]>([
  ["nothing", {}, true, nothingSaid],
  [
    "SAELens 6, in its metadata",
    { metadata: { prepend_bos: false, exclude_special_tokens: true, seqpos_slice: [null] } },
    false,
    { prependsBos: false, excludesSpecialTokens: true, positions: null },
  ],
  [
    "an older one",
    { prepend_bos: true, exclude_special_tokens: [], seqpos_slice: [0, 100] },
    true,
    { prependsBos: true, excludesSpecialTokens: false, positions: [0, 100, null] },
  ],
  [
    "positions from the second on",
    { prepend_bos: true, seqpos_slice: [1, null, 1] },
    false,
    { prependsBos: true, excludesSpecialTokens: null, positions: [1, null, 1] },
  ],
  [
    "positions before one alone",
    { seqpos_slice: [5] },
    true,
    { prependsBos: null, excludesSpecialTokens: null, positions: [null, 5, null] },
  ],
  [
    "special tokens by their ids",
    { exclude_special_tokens: [0, 4095] },
    false,
    { prependsBos: null, excludesSpecialTokens: [0, 4095], positions: null },
  ],
  [
    "others than the first by their ids",
    { exclude_special_tokens: [0] },
    true,
    { prependsBos: null, excludesSpecialTokens: [0], positions: null },
  ],
])("of the texts that it was trained on, %s says what is shown", async (_, said, knowsFirst, texts) => {
  const path = `${layer1.resid}/cfg.json`;
  variant.editJson(path, ({ metadata, ...json }) => ({
    ...{ ...json, ...said },
    metadata: {
      ...(typeof metadata === "object" ? metadata : {}),
      ...unsaid,
      ...(typeof said.metadata === "object" && said.metadata),
    },
  }));
  const { sets } = await describeModel(variant.folder);
  const found = sets.find(({ kind }) => kind === "resid")?.dictionaries[1]?.training.texts;
  expect(found).toEqual(texts);
  expect(knowsPosition(texts, { position: 0, id: 4095, isSpecial: true })).toBe(knowsFirst);
});

test.each<[string, Json]>([
  ["skip_connection", { skip_connection: true }],
  ["signed", { signed: true }],
  ["scaling_factor", { metadata: { scaling_factor: 0.5 } }],
  [
    "dataset_average_activation_norm",
    { dataset_average_activation_norm: { "blocks.1.hook_resid_pre": 12.5 } },
  ],
  ["quantization_config", { quantization_config: { bits: 8 } }],
])("what would change the arithmetic and is not done is refused by its name: %s", async (name, change) => {
  variant.editJson(`${layer1.resid}/cfg.json`, set(change));
  await expectRefusal(`saes/resid/layer_1/cfg.json: ${name} is not supported.`);
});

test("options that ask for nothing of that are read", async () => {
  variant.editJson(
    `${layer1.resid}/cfg.json`,
    set({ skip_connection: false, signed: null, scaling_factor: 1, norm_activation: "none" }),
  );
  const model = await openModel(variant.folder, { runtime });
  expect(model.dictionaries).toHaveLength(12);
  await model.close();
});

describe("what an activation rule does not use", () => {
  const unused = (name: string, rule: string) =>
    `it has ${name}, which the rule ${rule} of its architecture does not use`;

  test.each<[string, (json: Json) => Json, string]>([
    ["k beside ReLU", () => ({ d_in: 256, d_sae: 1024, k: 16, signed: false }), unused("k", "relu")],
    [
      "k among the options of ReLU",
      set({ architecture: "standard", activation_fn_kwargs: { k: 16 } }),
      unused("k", "relu"),
    ],
    [
      "options of another function",
      set({ architecture: "standard", activation_fn_kwargs: { alpha: 2 } }),
      "activation_fn_kwargs.alpha is not supported",
    ],
  ])("%s is refused", async (_, config, message) => {
    replace(layer1.resid, config);
    await expectRefusal(message);
  });

  test.each<[string, Kind, Json, string]>([
    ["thresholds beside ReLU", "resid", { architecture: "standard" }, unused("the tensor threshold", "relu")],
    [
      "thresholds beside TopK",
      "resid",
      { architecture: "topk", k: 16 },
      unused("the tensor threshold", "topk"),
    ],
    [
      "thresholds beside a transcoder's ReLU",
      "mlp",
      { architecture: "transcoder" },
      unused("the tensor threshold", "relu"),
    ],
    ["k beside JumpReLU", "resid", { k: 16 }, unused("k", "jumprelu")],
    [
      "another function than JumpReLU's",
      "resid",
      { activation_fn_str: "topk" },
      "activation_fn topk of the architecture jumprelu is not supported",
    ],
    [
      "another function than TopK's",
      "resid",
      { architecture: "topk", k: 16, activation_fn: "tanh-relu" },
      "activation_fn tanh-relu of the architecture topk is not supported",
    ],
    [
      "two functions",
      "resid",
      { activation_fn: "relu", activation_fn_str: "topk" },
      "activation_fn topk of the architecture jumprelu is not supported",
    ],
  ])("%s is refused", async (_, kind, config, message) => {
    variant.editJson(`${layer1[kind]}/cfg.json`, set(config));
    await expectRefusal(message);
  });
});

/** Both ways into a model must refuse it alike. */
async function expectRefusal(message: string): Promise<void> {
  await expect(describeModel(variant.folder)).rejects.toThrow(message);
  await expect(openModel(variant.folder, { runtime })).rejects.toThrow(message);
}

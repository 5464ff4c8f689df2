import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import type { ActiveFeatures } from "@/lib/engine/features";
import { type LoadedModel, openModel } from "@/lib/engine/model";
import { openRuntime, type Runtime } from "@/lib/engine/runtime";
import { adoptModel } from "./adopt-model";
import { parseProcessing } from "./decide-processing";
import { bundled, type GivenTensor, giveFolder, giveSaeLens, giveTorch, readBundled } from "./given-models";

let runtime: Runtime;
let original: LoadedModel;
let folder: string;
let tokenIds: number[];

beforeAll(async () => {
  runtime = await openRuntime({ provider: "cpu", threads: 1 });
  original = await openModel(bundled, { runtime });
  tokenIds = original.tokenize("Lily went to the store. She saw a big red dog.").map(({ id }) => id);
});
afterAll(() => original.close());
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "adopt-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const hub = { endpoint: "http://127.0.0.1:9", pause: async () => {} };

async function featuresOf(model: string, kind: string, layer: number): Promise<ActiveFeatures | undefined> {
  const opened = await openModel(model, { runtime });
  const { features } = await opened.run(tokenIds);
  await opened.close();
  return features.find((each) => each.kind === kind && each.layer === layer);
}

const kissane = "story_L2_Hcat_z_v9";

/** As Kissane's are: a state dict, and the configuration of its training beside it. */
function giveKissane(dir: string, cfg: object = {}): string {
  mkdirSync(dir, { recursive: true });
  const { W_enc, b_enc, W_dec, b_dec } = readBundled("attn", 2);
  giveTorch(path.join(dir, `${kissane}.pt`), [W_enc, b_enc, W_dec, b_dec]);
  const [act_size, dict_size] = W_enc.shape;
  const shape = { act_size, dict_size, act_name: "blocks.2.attn.hook_z", layer: 2, model_name: "story" };
  writeFileSync(
    path.join(dir, `${kissane}_cfg.json`),
    JSON.stringify({ ...{ lr: 1.2e-3, l1_coeff: 1, enc_dtype: "fp32", site: "z" }, ...shape, ...cfg }),
  );
  return dir;
}

const relu = { activation_fn: "relu", normalize_activations: "none" };

/** The features of two sources of dictionaries, each adopted with the bundled model. */
async function compareFeatures(kind: string, layer: number, sources: [string, string]) {
  const found: (ActiveFeatures | undefined)[] = [];
  for (const [n, source] of sources.entries()) {
    const { folder: model } = await adoptModel({
      ...{ source: giveFolder(path.join(folder, "story")), name: `story-${n}`, dictionaries: [source] },
      ...{ processing: parseProcessing("none"), modelsDir: path.join(folder, "models"), hub },
    });
    found.push(await featuresOf(model, kind, layer));
  }
  return found;
}

test("attention dictionaries as Kissane published them give the features of SAELens' reading of them", async () => {
  const { W_enc, b_enc, W_dec, b_dec } = readBundled("attn", 2);
  const [d_in, d_sae] = W_enc.shape;
  const same = path.join(folder, "same");
  const cfg = { ...{ architecture: "standard", apply_b_dec_to_input: true, d_in, d_sae }, ...relu };
  giveSaeLens(same, { ...cfg, hook_name: "blocks.2.attn.hook_z" }, [W_enc, b_enc, W_dec, b_dec]);
  const [found, expected] = await compareFeatures("attn", 2, [giveKissane(path.join(folder, "saes")), same]);
  expect(found?.activations.length).toBeGreaterThan(20);
  expect(found?.indices).toEqual(expected?.indices);
  expect(found?.activations).toEqual(expected?.activations);
});

test.each<[string, (dir: string, cfg: object, tensors: GivenTensor[]) => void]>([
  [
    "NAME.pth with Kissane's NAME_cfg.json",
    (dir) => renameSync(path.join(giveKissane(dir), `${kissane}.pt`), path.join(dir, `${kissane}.pth`)),
  ],
  [
    "NAME.pth with SAELens' NAME_cfg.json, beside another",
    (dir, cfg, tensors) => {
      for (const layer of [2, 3]) {
        const hook_name = `blocks.${layer}.attn.hook_z`;
        giveTorch(path.join(dir, `L${layer}.pth`), tensors);
        writeFileSync(path.join(dir, `L${layer}_cfg.json`), JSON.stringify({ ...cfg, hook_name }));
      }
    },
  ],
  [
    "a folder with a .pth and a cfg.json",
    (dir, cfg, tensors) => {
      giveTorch(path.join(dir, "attention.pth"), tensors);
      writeFileSync(path.join(dir, "cfg.json"), JSON.stringify(cfg));
    },
  ],
  [
    "a folder of a hub's cache, all links",
    (dir, cfg, tensors) => {
      const blobs = path.join(folder, "blobs");
      giveSaeLens(blobs, cfg, tensors);
      mkdirSync(path.join(dir, "layer_2"));
      for (const file of readdirSync(blobs))
        symlinkSync(`../../blobs/${file}`, path.join(dir, "layer_2", file));
    },
  ],
])("a dictionary that lies as %s gives the same features", async (_, give) => {
  const tensors = Object.values(readBundled("attn", 2));
  const [d_in, d_sae] = readBundled("attn", 2).W_enc.shape;
  const said = { ...{ architecture: "standard", apply_b_dec_to_input: true, d_in, d_sae }, ...relu };
  const cfg = { ...said, hook_name: "blocks.2.attn.hook_z" };
  const same = path.join(folder, "same");
  giveSaeLens(same, cfg, tensors);
  const dir = path.join(folder, "saes");
  mkdirSync(dir);
  give(dir, cfg, tensors);
  const [found, expected] = await compareFeatures("attn", 2, [dir, same]);
  expect(found?.indices).toEqual(expected?.indices);
  expect(found?.activations).toEqual(expected?.activations);
});

/** What a training run of transcoder_circuits keeps beside the tensors. */
const transcoderSettings = {
  ...{ model_name: "story", hook_point: "blocks.1.ln2.hook_normalized", hook_point_layer: 1 },
  ...{ hook_point_head_index: null, d_in: readBundled("mlp", 1).W_enc.shape[0] ?? 0, is_transcoder: true },
  ...{ out_hook_point: "blocks.1.hook_mlp_out", out_hook_point_layer: 1, l1_coefficient: 1.4e-4 },
};

test.each([
  ["by its name", undefined],
  ["by its settings", transcoderSettings],
])(
  "a transcoder that subtracts a bias from its input and adds another to its output, known %s, gives the same features",
  async (_, settings) => {
    const { W_enc, b_enc, W_dec, b_dec } = readBundled("mlp", 1);
    const [D = 0, F = 0] = W_enc.shape;
    const same = path.join(folder, "same");
    const cfg = { architecture: "transcoder", apply_b_dec_to_input: false, d_in: D, d_out: D, d_sae: F };
    const hooks = { hook_name: "blocks.1.ln2.hook_normalized", hook_name_out: "blocks.1.hook_mlp_out" };
    giveSaeLens(same, { ...cfg, ...relu, ...hooks }, [W_enc, b_enc, W_dec, b_dec]);
    // The same, written with a bias that is subtracted before the encoder.
    const inputBias = Float32Array.from({ length: D }, (_, j) => Math.sin(j));
    const before = Float64Array.from(b_enc.values);
    for (let j = 0; j < D; j++)
      for (let i = 0; i < F; i++)
        before[i] = (before[i] ?? 0) + (inputBias[j] ?? 0) * (W_enc.values[j * F + i] ?? 0);
    const dir = path.join(folder, "saes");
    mkdirSync(dir);
    giveTorch(
      path.join(dir, "final_sparse_autoencoder_story_blocks.1.ln2.hook_normalized_512.pt"),
      [
        ...[W_enc, { ...b_enc, values: Float32Array.from(before) }, W_dec],
        ...[
          { name: "b_dec", shape: [D], values: inputBias },
          { ...b_dec, name: "b_dec_out" },
        ],
      ],
      settings,
    );
    // Which is no dictionary.
    const fired = { name: "log_feature_sparsity", shape: [F], values: new Float32Array(F) };
    const beside = "final_sparse_autoencoder_story_blocks.1.ln2.hook_normalized_512_log_feature_sparsity.pt";
    giveTorch(path.join(dir, beside), [fired]);
    const [found, expected] = await compareFeatures("mlp", 1, [dir, same]);
    const strong = (features: ActiveFeatures | undefined) =>
      new Map(
        [...(features?.activations ?? [])].flatMap((f, n): [string, number][] =>
          f > 1e-3 ? [[`${features?.positions[n]} ${features?.indices[n]}`, f]] : [],
        ),
      );
    const [ours, theirs] = [strong(found), strong(expected)];
    expect(theirs.size).toBeGreaterThan(100);
    for (const [place, f] of theirs) expect(ours.get(place) ?? 0, place).toBeCloseTo(f, 3);
    for (const place of ours.keys())
      expect(theirs.has(place) || (ours.get(place) ?? 0) < 2e-3, place).toBe(true);
  },
);

test.each<[string, Record<string, string | number | boolean | null>, string]>([
  ["is none", { is_transcoder: false }, "its settings say of is_transcoder: it is no transcoder"],
  ["is of one head", { hook_point_head_index: 3 }, "hook_point_head_index: it is of one head"],
  ["reads elsewhere", { hook_point: "blocks.1.hook_resid_mid" }, "reads blocks.1.hook_resid_mid (layer 1)"],
  ["writes elsewhere", { out_hook_point: "blocks.2.hook_mlp_out" }, "writes blocks.2.hook_mlp_out"],
  ["names another layer beside", { hook_point_layer: 2 }, "(layer 2) and writes blocks.1.hook_mlp_out"],
  ["is of another model than its name says", { model_name: "gpt2-small" }, "its settings say gpt2-small"],
  ["has another width", { d_in: 7 }, "its settings say d_in 7, and its tensors"],
  ["does not say what it reads", { hook_point: null }, "its settings say of hook_point"],
  ["keeps a number of the largest", { topk: 16 }, ".pt: topk is not supported."],
])("a transcoder whose settings say that it %s is refused", async (_, change, message) => {
  const { W_enc, b_enc, W_dec, b_dec } = readBundled("mlp", 1);
  const dir = path.join(folder, "saes");
  mkdirSync(dir);
  const b_dec_out = { ...b_dec, name: "b_dec_out" };
  giveTorch(
    path.join(dir, "final_sparse_autoencoder_story_blocks.1.ln2.hook_normalized_512.pt"),
    [W_enc, b_enc, W_dec, b_dec, b_dec_out],
    { ...transcoderSettings, ...change },
  );
  const adopted = adoptModel({
    ...{ source: giveFolder(path.join(folder, "story")), dictionaries: [dir] },
    ...{ modelsDir: path.join(folder, "models"), hub },
  });
  await expect(adopted).rejects.toThrow(message);
});

test("files of weights that nothing says how to read are left, and named", async () => {
  const dir = giveKissane(path.join(folder, "some"));
  const { W_enc, b_enc } = readBundled("attn", 2);
  giveTorch(path.join(dir, "alone_L3.pt"), [W_enc, b_enc]);
  writeFileSync(path.join(dir, "params.npz"), "");
  const said: string[] = [];
  const { description } = await adoptModel({
    ...{ source: giveFolder(path.join(folder, "story")), dictionaries: [dir] },
    ...{ modelsDir: path.join(folder, "models"), hub, say: (line: string) => said.push(line) },
  });
  expect(description.sets.map(({ dictionaries }) => dictionaries.length)).toEqual([1]);
  expect(said.find((line) => line.startsWith("Left there"))).toContain("alone_L3.pt, params.npz.");
});

test("options that nobody knows are kept by their names where a file is written anew, and the site tells them", async () => {
  const { description } = await adoptModel({
    source: giveFolder(path.join(folder, "story")),
    dictionaries: [giveKissane(path.join(folder, "saes"), { favourite_colour: "green", "<b>\n": 3 })],
    ...{ modelsDir: path.join(folder, "models"), hub },
  });
  expect(description.sets[0]?.dictionaries[0]?.training.unread).toEqual({
    names: ["favourite_colour", "<b>\\u{a}"],
    others: false,
  });
});

test("files of dictionaries that are not what their form says are refused by name", async () => {
  const adopted = (dir: string) =>
    adoptModel({
      source: giveFolder(path.join(folder, "story")),
      dictionaries: [dir],
      ...{ modelsDir: path.join(folder, "models"), hub },
    });
  await expect(
    adopted(giveKissane(path.join(folder, "a"), { act_name: "blocks.2.mlp.hook_post" })),
  ).rejects.toThrow("reads blocks.2.mlp.hook_post, which is none of the sites");
  await expect(adopted(giveKissane(path.join(folder, "b"), { act_size: 768 }))).rejects.toThrow(
    "its shape is",
  );
  // What is written anew would say nothing of these.
  for (const [n, option] of [
    { signed: true },
    { top_k: 32 },
    { sae_type: "topk" },
    { input_scale: 0.5 },
  ].entries())
    await expect(adopted(giveKissane(path.join(folder, `options-${n}`), option))).rejects.toThrow(
      `${kissane}_cfg.json: ${Object.keys(option)[0]} is not supported.`,
    );
  const more = giveKissane(path.join(folder, "c"));
  const { W_enc, b_enc, W_dec, b_dec } = readBundled("attn", 2);
  giveTorch(path.join(more, `${kissane}.pt`), [W_enc, b_enc, W_dec, b_dec, { ...b_dec, name: "gate" }]);
  await expect(adopted(more)).rejects.toThrow("tensor gate: the engine does not know what it is for");
});

test("what nobody says stays unknown, the adopter's word is kept as theirs, and the model is used as it says", async () => {
  const adopted = async (name: string, processing?: string) => {
    const { folder: model, description } = await adoptModel({
      ...{
        source: giveFolder(path.join(folder, "story")),
        name,
        modelsDir: path.join(folder, "models"),
        hub,
      },
      dictionaries: [giveKissane(path.join(folder, "saes"))],
      ...(processing !== undefined && { processing: parseProcessing(processing) }),
    });
    const manifest = JSON.parse(readFileSync(path.join(model, "manifest.json"), "utf8"));
    return { manifest, steps: description.sets[0]?.dictionaries[0]?.training.processing };
  };
  const silent = await adopted("silent");
  expect(silent.steps).toEqual([{ step: "fold_value_biases", done: null, saidBy: null }]);
  const all = await adopted("all", "all");
  expect(all.manifest.processing).toEqual({
    fold_ln: true,
    fold_value_biases: true,
    center_writing_weights: true,
  });
  expect(all.steps).toEqual([
    { step: "fold_value_biases", done: true, saidBy: "manifest" },
    { step: "fold_ln", done: true, saidBy: "manifest" },
  ]);
  expect(() => parseProcessing("fold_everything")).toThrow("is no step of processing");
});

test("two sets that need the model in two ways are not put into one folder", async () => {
  const saes = (name: string, steps: object) => {
    const dir = path.join(folder, name, "layer_0");
    mkdirSync(dir, { recursive: true });
    const from = path.join(bundled, "saes/resid/layer_0");
    const cfg = JSON.parse(readFileSync(path.join(from, "cfg.json"), "utf8"));
    writeFileSync(
      path.join(dir, "sae_weights.safetensors"),
      readFileSync(path.join(from, "sae_weights.safetensors")),
    );
    writeFileSync(
      path.join(dir, "cfg.json"),
      JSON.stringify({ ...cfg, metadata: { ...cfg.metadata, model_from_pretrained_kwargs: steps } }),
    );
    return path.join(folder, name);
  };
  const both = [
    saes("one", { center_writing_weights: true }),
    saes("two", { center_writing_weights: false }),
  ];
  await expect(
    adoptModel({
      source: giveFolder(path.join(folder, "story")),
      dictionaries: both,
      ...{ modelsDir: path.join(folder, "models"), hub },
    }),
  ).rejects.toThrow("two was trained without center_writing_weights and one under it");
});

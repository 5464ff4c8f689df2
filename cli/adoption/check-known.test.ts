import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { KnownRelease } from "@/lib/engine/dictionaries/known-releases";
import { MadeUpHub, type Trouble } from "@/lib/hub/made-up-hub";
import { checkKnown } from "./check-known";
import { parseProcessing } from "./decide-processing";
import { bundled, giveFolder, hubFiles } from "./given-models";
import type { KnownModel } from "./known-models";

const commit = "d".repeat(40);
const folder = mkdtempSync(path.join(tmpdir(), "check-known-test-"));
const hub = new MadeUpHub();
const cfgOf = (kind: string, layer: number): Record<string, unknown> =>
  JSON.parse(readFileSync(path.join(bundled, "saes", kind, `layer_${layer}/cfg.json`), "utf8"));

beforeAll(async () => {
  await hub.open();
});
afterAll(async () => {
  await hub.close();
  rmSync(folder, { recursive: true });
});
/** The bundled model, and two of its dictionaries with weights that nobody reads. */
beforeEach(() => {
  rmSync(folder, { recursive: true });
  mkdirSync(folder);
  hub.trouble = () => undefined;
  hub.asked.length = 0;
  hub.repositories.clear();
  const files = hubFiles(giveFolder(path.join(folder, "story"), ["config.json", "tokenizer.json"]));
  files["model.safetensors"] = { bytes: Buffer.from("weights"), isLarge: true };
  hub.repositories.set("somebody/story", { commit, licence: "mit", files });
  hub.repositories.set("somebody/saes", { commit, files: {} });
  for (const layer of [0, 3]) give(`layer_${layer}`, cfgOf("resid", layer));
});

function give(place: string, cfg: object | string): void {
  const files = hub.repositories.get("somebody/saes")?.files ?? {};
  const text = typeof cfg === "string" ? cfg : JSON.stringify(cfg);
  files[`${place}/cfg.json`] = { bytes: Buffer.from(text) };
  files[`${place}/sae_weights.safetensors`] = { bytes: Buffer.from("weights"), isLarge: true };
}

const model: KnownModel = {
  ...{ displayName: "Story", description: "", repository: "somebody/story", revision: commit },
  ...{ licence: "mit", knownAs: ["storybook-4l"], releases: [], sources: [] },
};
const release: KnownRelease = {
  ...{ model: "storybook-4l", kind: "resid", form: "saelens", repository: "somebody/saes", sources: [] },
  processing: parseProcessing("none"),
  sets: [
    { name: "x", dictionaries: [0, 3].map((layer) => ({ layer, path: `layer_${layer}`, dFeatures: 1024 })) },
  ],
};
const at = (...layers: number[]) => [
  { name: "x", dictionaries: layers.map((layer) => ({ layer, path: `layer_${layer}` })) },
];
const checkAll = (
  releases: Record<string, KnownRelease>,
  {
    models = { story: model },
    endpoint = hub.endpoint,
  }: { models?: Record<string, KnownModel>; endpoint?: string } = {},
) => checkKnown({ endpoint, pause: async () => {} }, { models, releases });
const faultsOf = async (releases: Record<string, KnownRelease>) => (await checkAll(releases))[1]?.faults;

test("what is there as it is known to be is told so, its configs read and no weights fetched", async () => {
  const checks = await checkAll({ whole: release });
  expect(checks.map(({ name, faults }) => [name, faults])).toEqual([
    ["story", []],
    ["whole", []],
  ]);
  expect(checks.map(({ files, opened }) => [files, opened])).toEqual([
    [3, 1],
    [4, 2],
  ]);
  expect(checks[1]).toMatchObject({ commit });
  expect(hub.asked.filter(({ host }) => host === "store")).toEqual([]);
});

test("what is not there is told: a licence, a file, a layer, a commit, a repository", async () => {
  const checks = await checkAll(
    {
      part: { ...release, revision: commit, sets: at(0, 4) },
      moved: { ...release, revision: "e".repeat(40) },
      gone: { ...release, repository: "somebody/gone" },
    },
    { models: { story: { ...model, licence: "apache-2.0" } } },
  );
  expect(checks.map(({ name, commit: seen, faults }) => [name, seen, faults])).toEqual([
    ["story", commit, ["its licence is mit, not apache-2.0"]],
    [
      "part",
      commit,
      [
        "its layer 4 is none of the model's 4",
        "there is no layer_4/cfg.json",
        "there is no layer_4/sae_weights.safetensors",
      ],
    ],
    ["moved", null, [expect.stringContaining("there is no such revision")]],
    ["gone", null, [expect.stringContaining("there is no such repository there")]],
  ]);
});

const metadata = (changed: object) => (cfg: Record<string, unknown>) => ({
  ...cfg,
  metadata: Object.assign({}, cfg.metadata, changed),
});

test.each<[string, (cfg: Record<string, unknown>) => object, string[]]>([
  [
    "another layer",
    metadata({ hook_name: "blocks.2.hook_resid_pre", hook_layer: 2 }),
    [
      "says that it reads blocks.2.hook_resid_pre, and blocks.3.hook_resid_pre is known",
      "says that it is of layer 2, and 3 is known",
    ],
  ],
  [
    "the layer behind by its other name",
    metadata({ hook_name: "blocks.2.hook_resid_post", hook_layer: 2 }),
    [],
  ],
  [
    "another site",
    metadata({ hook_name: "blocks.3.hook_mlp_out" }),
    ["says that it reads blocks.3.hook_mlp_out, and blocks.3.hook_resid_pre is known"],
  ],
  ["no site", metadata({ hook_name: null }), ["does not say which site the dictionary reads"]],
  ["another width", (cfg) => ({ ...cfg, d_in: 768 }), ["says d_in 768, and 256 is known"]],
  ["other features", (cfg) => ({ ...cfg, d_sae: 2048 }), ["says d_sae 2048, and 1024 is known"]],
  [
    "another model",
    metadata({ model_name: "gpt2-small" }),
    ["says that it is of the model gpt2-small, and storybook-4l is known"],
  ],
  [
    "another processing",
    metadata({ model_from_pretrained_kwargs: { center_writing_weights: true, fold_ln: false } }),
    ["says center_writing_weights true, and false is known"],
  ],
  [
    "its input normalised",
    (cfg) => ({ ...cfg, normalize_activations: "layer_norm" }),
    ["says normalize_activations layer_norm, and no such thing is known"],
  ],
  ["something that is not read", (cfg) => ({ ...cfg, top_k: 7 }), ["asks for top_k, which is not supported"]],
])("a config that says %s is told, a sentence for each difference", async (_, change, sentences) => {
  give("layer_3", change(cfgOf("resid", 3)));
  expect(await faultsOf({ whole: release })).toEqual(sentences.map((each) => `layer_3/cfg.json ${each}`));
});

test("of Kissane's form the configuration of the training is read, of sae_training's nothing", async () => {
  const files = hub.repositories.get("somebody/saes")?.files ?? {};
  const cfg = {
    act_name: "blocks.1.attn.hook_z",
    act_size: 256,
    dict_size: 1024,
    layer: 2,
    model_name: "gpt2",
  };
  files["a.pt"] = { bytes: Buffer.from("weights"), isLarge: true };
  files["a_cfg.json"] = { bytes: Buffer.from(JSON.stringify(cfg)) };
  const sets = [{ name: "x", dictionaries: [{ layer: 1, path: "a.pt", dFeatures: 24_576 }] }];
  const [, kissane, training] = await checkAll({
    kissane: { ...release, kind: "attn", form: "weights-and-cfg", sets },
    training: { ...release, kind: "mlp", form: "sae-training", sets },
  });
  expect(kissane?.faults).toEqual([
    "a_cfg.json says that it is of layer 2, and 1 is known",
    "a_cfg.json says d_sae 1024, and 24576 is known",
    "a_cfg.json says that it is of the model gpt2, and storybook-4l is known",
  ]);
  expect(training).toMatchObject({ faults: [], files: 1, opened: 0 });
});

test("a config that is none, or is no config's size, is told and the next is read", async () => {
  for (const [text, sentence] of [
    ["<html>", /layer_0\/cfg\.json: it is a web page/],
    ["{", /layer_0\/cfg\.json: it is not valid JSON/],
    ['{"d_in": "many"}', /layer_0\/cfg\.json: .*d_in/],
    [`{"x": "${"a".repeat(1_000_001)}"}`, /^layer_0\/cfg\.json is not read: it has 1000010 bytes/],
  ] as const) {
    give("layer_0", text);
    const [, check] = await checkAll({ whole: release });
    expect(check).toMatchObject({ faults: [expect.stringMatching(sentence)], opened: 1 });
  }
});

test("a repository that gives its list and none of its files is told once, as is a file that is not what the hub says", async () => {
  const refuse =
    (status: number, code?: string): Trouble =>
    ({ url }, response) => {
      if (!url?.includes("/somebody/saes/resolve/")) return undefined;
      response.writeHead(status, code ? { "x-error-code": code } : {}).end();
      return "done";
    };
  hub.trouble = refuse(403, "GatedRepo");
  const [, gated] = await checkAll({ whole: release });
  expect(gated).toMatchObject({ opened: 0, commit });
  expect(gated?.faults).toEqual([expect.stringContaining("only to those who agreed to its terms")]);
  hub.trouble = refuse(503);
  expect(await faultsOf({ whole: release })).toEqual([
    expect.stringMatching(/is in trouble .* was tried 5 times$/),
  ]);
  hub.trouble = () => undefined;
  const file = hub.repositories.get("somebody/saes")?.files["layer_0/cfg.json"];
  if (file) file.said = { hash: "0".repeat(40) };
  expect(await faultsOf({ whole: release })).toEqual([
    expect.stringContaining("layer_0/cfg.json of somebody/saes is not the file that the hub says it is"),
  ]);
});

test("a hub that cannot be reached is told of each", async () => {
  const checks = await checkAll({ whole: release }, { endpoint: "http://127.0.0.1:9" });
  expect(checks.map(({ name, commit: seen, faults }) => [name, seen, faults])).toEqual(
    ["story", "whole"].map((name) => [
      name,
      null,
      [expect.stringMatching(/was cut or never made\. It was tried 5/)],
    ]),
  );
});

test("a model whose config is of no family that is read is told so", async () => {
  const files = hub.repositories.get("somebody/story")?.files ?? {};
  files["config.json"] = { bytes: Buffer.from('{"model_type": "gemma"}') };
  const [story, whole] = await checkAll({ whole: release });
  expect(story?.faults).toEqual([expect.stringContaining("model_type is gemma, not gpt2")]);
  // What is not known of the model is held against nothing.
  expect(whole?.faults).toEqual([]);
});

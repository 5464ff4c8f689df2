import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import type { DictionaryKind } from "@/lib/circuit-format/kinds";
import { traceCircuit } from "../attribution/trace-circuit";
import { describeModel } from "../describe-model";
import { type LoadedModel, openModel } from "../model";
import { bundledModel, type Json, ModelVariant } from "../oracle/model-variant";
import { openRuntime, type Runtime } from "../runtime";

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

const setsOf = (manifest: Json): Json[] =>
  Array.isArray(manifest.dictionarySets) ? manifest.dictionarySets : [];

/** Leaves the sets of one kind, with what the manifest says of the model and of them. */
function state(kind: DictionaryKind, model: Json, set: Json | undefined, others: Json = {}): void {
  variant.editJson("manifest.json", (manifest) => ({
    ...{ ...manifest, ...others },
    processing: { fold_value_biases: false, center_writing_weights: false, ...model },
    dictionarySets: setsOf(manifest)
      .filter((each) => each.kind === kind)
      .map(({ processing: _, ...each }) => ({
        ...each,
        ...(set && { processing: set }),
        ...(typeof others.release === "string" && { source: { release: others.release } }),
      })),
  }));
  if (others.release !== undefined)
    variant.editJson("manifest.json", ({ release: _, ...manifest }) => manifest);
}

/** What the files of a kind say of the model; nothing of where they were trained. */
function file(kind: DictionaryKind, metadata: Json): void {
  for (const l of [0, 1, 2, 3])
    variant.editJson(`saes/${kind}/layer_${l}/cfg.json`, (json) => ({ ...json, metadata }));
}
const kwargs = (steps: Json): Json => ({ model_from_pretrained_kwargs: steps });

/** Each step that matters to layer 1, as `step done witness`. */
async function read(): Promise<string[]> {
  const model = await openModel(variant.folder, { runtime });
  await model.close();
  const [described] = (await describeModel(variant.folder)).sets;
  expect(described?.dictionaries.map(({ training }) => training.processing)).toEqual(
    model.dictionaries.map(({ processing }) => processing),
  );
  return (model.dictionaries[1]?.processing ?? []).map(
    ({ step, done, saidBy }) => `${step} ${done} ${saidBy}`,
  );
}

type Case = [DictionaryKind, Json, Json | undefined, Json, string[]];
const folds = { fold_value_biases: true };

test.each<Case>([
  ["attn", {}, undefined, {}, ["fold_value_biases null null"]],
  ["attn", {}, { fold_value_biases: false }, {}, ["fold_value_biases false manifest"]],
  ["attn", folds, folds, {}, ["fold_value_biases true manifest", "fold_ln null null"]],
  [
    "attn",
    { ...folds, fold_ln: true },
    { ...folds, fold_ln: true },
    kwargs({ fold_ln: true }),
    ["fold_value_biases true manifest", "fold_ln true file"],
  ],
  ["attn", {}, undefined, kwargs({ fold_value_biases: false }), ["fold_value_biases false file"]],
  ["resid", {}, { fold_value_biases: false }, {}, ["center_writing_weights null null"]],
  [
    "resid",
    { center_writing_weights: true },
    { center_writing_weights: true },
    {},
    ["center_writing_weights true manifest"],
  ],
  [
    "mlp",
    {},
    { center_writing_weights: false },
    {},
    ["center_writing_weights false manifest", "fold_ln null null"],
  ],
  [
    "mlp",
    {},
    undefined,
    kwargs({ fold_ln: true }),
    ["center_writing_weights null null", "fold_ln true file"],
  ],
  // What another step did does not matter to its sites.
  ["resid", folds, { center_writing_weights: false }, {}, ["center_writing_weights false manifest"]],
  // SAELens trains on unprocessed models since version 4, and its kwargs name what it did.
  [
    "mlp",
    {},
    undefined,
    { ...kwargs({}), sae_lens_training_version: "6.18.0" },
    ["center_writing_weights false file", "fold_ln false file"],
  ],
  [
    "mlp",
    {},
    undefined,
    { ...kwargs({ center_writing_weights: false }), sae_lens_version: "6.1.0" },
    ["center_writing_weights false file", "fold_ln false file"],
  ],
  [
    "resid",
    {},
    undefined,
    { ...kwargs({}), sae_lens_version: "6.1.0", sae_lens_training_version: null },
    ["center_writing_weights null null"],
  ],
  [
    "resid",
    {},
    undefined,
    { ...kwargs({}), sae_lens_training_version: "3.9.2" },
    ["center_writing_weights null null"],
  ],
  ["resid", {}, undefined, { sae_lens_training_version: "6.18.0" }, ["center_writing_weights null null"]],
])(
  "of kind %s, used under %j, stated as %j and by its file as %j, is %j",
  async (kind, model, set, cfg, steps) => {
    state(kind, model, set);
    file(kind, cfg);
    expect(await read()).toEqual(steps);
  },
);

test("a known release says it where file and manifest do not", async () => {
  const all = { fold_ln: true, fold_value_biases: true, center_writing_weights: true };
  state("attn", all, undefined, { release: "gpt2-small-hook-z-kk" });
  file("attn", {});
  expect(await read()).toEqual(["fold_value_biases true release", "fold_ln true release"]);
  // Of another kind it says nothing.
  state("attn", all, undefined, { release: "gpt2-small-res-jb" });
  expect(await read()).toEqual(["fold_value_biases null null", "fold_ln null null"]);
  state("attn", all, undefined, { release: "toString" });
  expect(await read()).toEqual(["fold_value_biases null null", "fold_ln null null"]);
});

test.each<[string, DictionaryKind, Json, Json | undefined, Json, string]>([
  [
    "two that disagree",
    "attn",
    folds,
    folds,
    kwargs({ fold_value_biases: false }),
    "it says fold_value_biases false, but the manifest says fold_value_biases true",
  ],
  [
    "a model used otherwise",
    "attn",
    {},
    undefined,
    kwargs(folds),
    "it was trained under fold_value_biases, but the model is used without it: state fold_value_biases true in the manifest's processing",
  ],
  [
    "value biases folded after LayerNorm's, and used before",
    "attn",
    folds,
    folds,
    kwargs({ fold_ln: true }),
    "it was trained under fold_ln, but the model is used without it",
  ],
  [
    "and the other way round",
    "attn",
    { ...folds, fold_ln: true },
    folds,
    kwargs({ fold_ln: false }),
    "it was trained without fold_ln, but the model is used under it",
  ],
  [
    "another stream",
    "resid",
    {},
    undefined,
    kwargs({ center_writing_weights: true }),
    "it was trained under center_writing_weights, but the model is used without it",
  ],
])("%s is refused", async (_, kind, model, set, cfg, message) => {
  state(kind, model, set);
  file(kind, cfg);
  await expect(describeModel(variant.folder)).rejects.toThrow(message);
  await expect(openModel(variant.folder, { runtime })).rejects.toThrow(message);
});

test("while a step is unknown there are features and no circuit, and the sentence says what would settle it", async () => {
  state("resid", {}, undefined);
  file("resid", {});
  const model = await openModel(variant.folder, { runtime });
  const tokens = model.tokenize("Once upon a time").map(({ id }) => id);
  expect((await model.run(tokens)).features[0]?.indices.length).toBeGreaterThan(0);
  const { checksum } = await describeModel(variant.folder);
  const trace = (opened: LoadedModel) =>
    traceCircuit(opened, tokens, {
      identity: { model: "variant", modelChecksum: checksum, dictionarySets: [] },
      target: { kind: "logit", index: 5, position: 3 },
    });
  await expect(trace(model)).rejects.toThrow(
    /center_writing_weights of the resid dictionaries\. State it in manifest\.json .* cfg\.json .* without the resid dictionaries/,
  );
  await model.close();
  const without = await openModel(variant.folder, { runtime, sets: { resid: null } });
  expect((await trace(without)).nodes.length).toBeGreaterThan(1);
  await without.close();
});

test("of the bundled model the files say all", () => {
  expect(bundled.dictionaries).toHaveLength(12);
  for (const { processing, trainedOn } of bundled.dictionaries) {
    expect(processing.map(({ saidBy }) => saidBy)).toEqual(processing.map(() => "file"));
    expect(trainedOn).toBe("storybook-4l");
  }
});

test("a manifest that says by which names its dictionaries call it has those of another model refused", async () => {
  state("resid", {}, undefined, { knownAs: ["openai-community/gpt2"] });
  file("resid", { model_name: "gpt2-small" });
  expect(await read()).toHaveLength(1);
  file("resid", { model_name: "EleutherAI/pythia-70m" });
  await expect(describeModel(variant.folder)).rejects.toThrow(
    "it is of the model EleutherAI/pythia-70m, but this is storybook-4l. Where it is the same model, say so under knownAs",
  );
  // A folder named as a public model is taken at its word.
  state("resid", {}, undefined, { knownAs: undefined, name: "gpt2-small" });
  await expect(describeModel(variant.folder)).rejects.toThrow("it is of the model EleutherAI/pythia-70m");
  file("resid", { model_name: "EleutherAI/pythia-19m-deduped" });
  state("resid", {}, undefined, { knownAs: undefined, name: "pythia-70m-deduped" });
  expect(await read()).toHaveLength(1);
  for (const other of ["pythia-70m", "llama-3.2-1b", "smollm-135m", "stanford-gpt2-small-a"]) {
    state("resid", {}, undefined, { knownAs: undefined, name: other });
    await expect(describeModel(variant.folder), other).rejects.toThrow(
      "it is of the model EleutherAI/pythia-19m",
    );
  }
  state("resid", {}, undefined, { knownAs: undefined, name: "something-else" });
  expect(await read()).toHaveLength(1);
});

test("where nobody names the model, its config tells it from other public ones alone, and nothing more is held to be known", async () => {
  const told = async (model_name: string | undefined, from: unknown, others: Json = {}) => {
    state("resid", {}, undefined, { knownAs: undefined, name: "ours", ...others });
    file("resid", { ...kwargs({ center_writing_weights: false }), model_name });
    variant.editJson("config.json", (config) => ({ ...config, _name_or_path: from }));
    const { sets } = await describeModel(variant.folder);
    const [first, ...rest] = sets.flatMap(({ dictionaries }) =>
      dictionaries.map(({ training: { model, modelToldBy } }) => ({ model, modelToldBy })),
    );
    for (const each of rest) expect(each).toEqual(first);
    return first;
  };
  const model = "gpt2-small";
  expect(await told(model, "openai-community/gpt2")).toEqual({ model, modelToldBy: "config" });
  await expect(told("pythia-70m", "openai-community/gpt2")).rejects.toThrow(
    "it is of the model pythia-70m, but config.json says that this was loaded from openai-community/gpt2 (_name_or_path). Where it is the same model, say so under knownAs",
  );
  // It may have been trained on since, and be called so now.
  expect(await told("stories-of-ours", "gpt2")).toEqual({ model: "stories-of-ours", modelToldBy: null });
  // A path, something else, nothing: of nobody known.
  for (const from of ["outputs/checkpoint-500", "./gpt2-xl/../ours", "", 7, null, "x".repeat(400), undefined])
    expect(await told(model, from), String(from)).toEqual({ model, modelToldBy: null });
  expect(await told(undefined, "gpt2")).toEqual({ model: null, modelToldBy: null });
  // Names that are stated decide, whatever it was loaded from.
  expect(await told(model, "gpt2-xl", { knownAs: ["gpt2"] })).toEqual({ model, modelToldBy: "names" });
  expect(await told("somebody/ours", "gpt2")).toEqual({ model: "somebody/ours", modelToldBy: "names" });
});

test("a name that no database keeps is kept as it may be shown", async () => {
  file("resid", { ...kwargs({ center_writing_weights: false }), model_name: `a\0b\ud800${"x".repeat(500)}` });
  const model = await openModel(variant.folder, { runtime });
  const names = model.dictionaries.flatMap(({ kind, trainedOn }) => (kind === "resid" ? [trainedOn] : []));
  expect(new Set(names)).toEqual(new Set([`a\\u0000b\ufffd${"x".repeat(96)}`]));
  await model.close();
});

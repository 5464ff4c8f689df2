import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { giveSaeLens, giveTorch, hubFiles } from "@/cli/adoption/given-models";
import { knownModels } from "@/cli/adoption/known-models";
import { circuitSchema } from "@/lib/circuit-format/circuit";
import { knownReleases } from "@/lib/engine/dictionaries/known-releases";
import { fitFileName } from "@/lib/engine/evidence/fits-file";
import { openModel } from "@/lib/engine/model";
import { FormNumbers, jsonAt } from "@/lib/engine/oracle/form-files";
import { naiveForward } from "@/lib/engine/oracle/naive-forward";
import { processWeights } from "@/lib/engine/oracle/process-weights";
import { type RandomModel, writeRandomModel } from "@/lib/engine/oracle/random-model";
import { compareRows, differenceOf } from "@/lib/engine/oracle/trainers-reading";
import { forms } from "@/lib/engine/oracle/written-forms";
import { openRuntime } from "@/lib/engine/runtime";
import { MadeUpHub } from "@/lib/hub/made-up-hub";
import { commonsAsking, commonsIn } from "./commons";

/**
 * `commons adopt gpt2-small` and nothing else, from a hub that has each repository, commit and file by the name that it is known under, in the
 * form that it was published in, of a model of twelve layers and random numbers.
 */

const [layers, heads, dHead, F, V] = [12, 2, 8, 24, 40];
const D = heads * dHead;
const folder = mkdtempSync(path.join(tmpdir(), "adopt-known-"));
const models = path.join(folder, "models");
const hub = new MadeUpHub();
const asAll = { fold_ln: true, fold_value_biases: true, center_writing_weights: true };
const known = knownModels["gpt2-small"];
/** By set and layer. */
const numbers = new Map<string, FormNumbers>();
let random: RandomModel;
let said: Awaited<ReturnType<typeof commonsAsking>>;

/** Writes a dictionary as its release has it. */
function give(name: string, dir: string, file: string, layer: number): void {
  const n = new FormNumbers(D, F, 1_000 * (numbers.size + 1));
  numbers.set(`${name} ${layer}`, n);
  const tensors = [
    { name: "W_enc", shape: [D, F], values: n.W_enc },
    { name: "b_enc", shape: [F], values: n.b_enc },
    { name: "W_dec", shape: [F, D], values: n.W_dec },
    { name: "b_dec", shape: [D], values: n.b_dec },
  ];
  const at = path.join(dir, file);
  mkdirSync(path.dirname(at), { recursive: true });
  switch (name) {
    case "gpt2-small-hook-z-kk":
      giveTorch(at, tensors);
      jsonAt(at.replace(/\.pt$/, "_cfg.json"), {
        ...{ act_size: D, dict_size: F, act_name: `blocks.${layer}.attn.hook_z`, layer, site: "z" },
        ...{ model_name: "gpt2-small", enc_dtype: "fp32", lr: 1.2e-3, l1_coeff: 1 },
      });
      break;
    case "gpt2-small-res-jb":
      giveSaeLens(
        at,
        {
          ...{ hook_point: "blocks.{layer}.hook_resid_pre", hook_point_layer: layer },
          ...{ hook_point_head_index: null, d_in: D, d_sae: F, activation_fn_str: "relu" },
          ...{ normalize_activations: false, dtype: "torch.float32", model_name: "gpt2-small" },
        },
        tensors,
      );
      break;
    default: {
      const bias = { name: "b_dec_out", shape: [D], values: n.of("b_dec_out", D, 0.2) };
      giveTorch(at, [...tensors, bias]);
    }
  }
}

beforeAll(async () => {
  if (!known) throw new Error("gpt2-small is known");
  const given = path.join(folder, "given");
  random = writeRandomModel(path.join(given, "model"), {
    ...{ seed: 5, layers, heads, dHead, dMlp: 32, vocabularySize: V, contextLength: 16 },
    ...{ activation: "gelu-tanh", dtype: "F32", tiedEmbeddings: true, prefix: "transformer." },
    ...{ processing: asAll, dictionaries: [] },
  });
  rmSync(path.join(given, "model/manifest.json"));
  await hub.open();
  const { repository, revision } = known;
  hub.repositories.set(repository, { commit: revision, files: hubFiles(path.join(given, "model")) });
  for (const name of known.releases) {
    const release = knownReleases[name];
    if (!release) throw new Error(`${name} is known`);
    for (const { dictionaries } of release.sets)
      for (const { layer, path: file } of dictionaries) give(name, path.join(given, name), file, layer);
    const commit = release.revision ?? "c".repeat(40);
    hub.repositories.set(release.repository, { commit, files: hubFiles(path.join(given, name)) });
  }
  mkdirSync(models);
  said = await commonsAsking({ HF_ENDPOINT: hub.endpoint, MODELS_DIR: models }, "adopt", "gpt2-small");
}, 300_000);
afterAll(async () => {
  await hub.close();
  rmSync(folder, { recursive: true });
});

test("the one command fetches all 36 dictionaries, says under what each was trained, and measures each", () => {
  expect(said.status, said.stderr).toBe(0);
  const model = path.join(models, "gpt2-small");
  const manifest = JSON.parse(readFileSync(path.join(model, "manifest.json"), "utf8"));
  expect(manifest).toMatchObject({ processing: asAll, knownAs: known?.knownAs, licence: "mit" });
  const sets: { name: string; source: { release: string }; dictionaries: unknown[] }[] =
    manifest.dictionarySets;
  expect(sets.map(({ name }) => name)).toEqual(known?.releases);
  for (const { name, source, dictionaries } of sets)
    expect([source.release, dictionaries.length]).toEqual([name, layers]);
  for (const name of known?.releases ?? [])
    expect(said.stdout).toMatch(new RegExp(`${name} +${layers} +.*\\(release\\) +does not fit`));
  const fits = JSON.parse(readFileSync(path.join(model, fitFileName), "utf8"));
  const measured: { set: string; dictionaries: { claimed: unknown }[] }[] = fits.sets;
  for (const name of known?.releases ?? []) {
    const own = measured.find(({ set }) => set === name);
    expect(own?.dictionaries, name).toHaveLength(layers);
    // What the release says of itself stands beside it.
    const claimed = knownReleases[name]?.sets[0]?.dictionaries.map((each) => each.claimed ?? null);
    expect(own?.dictionaries.map((each) => each.claimed)).toEqual(claimed);
  }
});

test("every feature of every dictionary is what its trainer computes in float64", async () => {
  const runtime = await openRuntime({ provider: "cpu", threads: 1 });
  const model = await openModel(path.join(models, "gpt2-small"), { runtime });
  const tokens = Array.from({ length: 8 }, (_, i) => (i * 7 + 3) % V);
  const sites = naiveForward(random.shape, processWeights(random.shape, random.weights, asAll), tokens);
  const [form] = forms;
  if (!form) throw new Error("there are forms");
  expect(model.dictionaries).toHaveLength(3 * layers);
  for (const dictionary of model.dictionaries) {
    const { hookIn, kind, layer } = dictionary;
    const name = known?.releases.find((each) => knownReleases[each]?.kind === kind);
    const n = numbers.get(`${name} ${layer}`);
    const [site, own] = [sites.get(hookIn), (await model.forward(tokens, [hookIn])).get(hookIn)];
    if (!n || !site || !own) throw new Error(`${hookIn} is there`);
    // All three encode alike: what is left of the input without b_dec, by W_enc and b_enc.
    const { active, largest } = differenceOf(compareRows(form, n, site, await model.encode(dictionary, own)));
    expect(largest, hookIn).toBeLessThan(2e-4);
    expect(active, hookIn).toBeGreaterThan(10);
  }
  await model.close();
});

test("what is known is held against what the hub has: small files that say otherwise, and repositories that are not there", async () => {
  const environment = { HF_ENDPOINT: hub.endpoint, MODELS_DIR: models };
  const { status, stdout, stderr } = await commonsAsking(environment, "adopt", "--check-known");
  expect(status).toBe(1);
  expect(stderr).toMatch(
    /^Of 11 that are known, 2 are not as they are known, and nothing could be seen of 7\.$/m,
  );
  // Its settings lie in the file of its weights, which is not fetched.
  expect(stdout).toMatch(/^gpt2-small-transcoders .* 12 .* 0 +as known/m);
  expect(stdout).toMatch(/^gpt2-small-res-jb .* 24 .* 12 +otherwise/m);
  for (const sentence of [
    "gpt2-small-res-jb: blocks.0.hook_resid_pre/cfg.json says d_sae 24, and 24576 is known.",
    "_cfg.json says d_sae 24, and 49152 is known.",
  ])
    expect(stdout).toContain(sentence);
  expect(stdout).toMatch(/^gpt2-small-res_sce-ajt: .* there is no such repository there\.$/m);
  expect(stdout).not.toMatch(/says (?:d_in|that it)/);
});

const circuit = (mode: string) => {
  const words = ["--model", "gpt2-small", "--text", "ABCDEFG", "--target", "logit.5@7", "--mode", mode];
  return commonsIn({ MODELS_DIR: models }, "circuit", ...words, "--json");
};

test("no circuit is computed of it, since random numbers fit no model, until its operator says why", () => {
  const { status, stderr } = circuit("direct");
  expect(status).toBe(1);
  expect(stderr).toContain("they do not fit this model");
  const file = path.join(models, "gpt2-small/manifest.json");
  const manifest = JSON.parse(readFileSync(file, "utf8"));
  for (const set of manifest.dictionarySets) set.insisted = "Numbers of no meaning, to be computed with.";
  writeFileSync(file, JSON.stringify(manifest));
});

test.each(["direct", "residual"])("a circuit of it is traced in %s mode and adds up", (mode) => {
  const { status, stdout, stderr } = circuit(mode);
  expect(status, stderr).toBe(0);
  const { nodes, checks, spec } = circuitSchema.parse(JSON.parse(stdout));
  expect(spec.dictionarySets.map(({ name }) => name).toSorted()).toEqual(known?.releases.toSorted());
  expect(nodes.length).toBeGreaterThan(30);
  expect(checks.largestResidual).toBeLessThan(1e-4);
});

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { DictionaryKind } from "@/lib/circuit-format/kinds";
import { type FeatureId, formatNodeId, type TargetId } from "@/lib/circuit-format/node-id";
import { describeModel } from "../describe-model";
import { openModel } from "../model";
import { withRandomModel } from "../oracle/arbitrary-model";
import { featureIds } from "../oracle/feature-ids";
import { withLeaves } from "../oracle/opened-places";
import { type RandomModelSpec, writeRandomModel } from "../oracle/random-model";
import { openRuntime, type Runtime } from "../runtime";
import { attentionScore } from "./attention-score";
import { expandNode } from "./expand-node";
import { headTable } from "./head-table";
import { traceCircuit } from "./trace-circuit";
import { verifyCircuit } from "./verify-circuit";

const folder = mkdtempSync(path.join(tmpdir(), "leaf-dictionaries-"));
const identity = { model: "random", modelChecksum: "0".repeat(64), dictionarySets: [] };
let runtime: Runtime;

beforeAll(async () => {
  runtime = await openRuntime({ provider: "cpu", threads: 1 });
});
afterAll(() => rmSync(folder, { recursive: true }));

const plain: RandomModelSpec = {
  ...{ seed: 11, layers: 2, heads: 3, dHead: 6, dMlp: 20, vocabularySize: 60, contextLength: 7 },
  ...{ activation: "gelu-tanh", dtype: "F32", tiedEmbeddings: true, prefix: "" },
  processing: { fold_value_biases: false, center_writing_weights: false },
  dictionaries: [0, 1].flatMap((layer) =>
    (["attn", "mlp", "resid"] as const).map((kind) => {
      return { kind, layer, dFeatures: 30, rule: "relu" as const, dtype: "F32" as const };
    }),
  ),
};
const logit: TargetId = { kind: "logit", index: 5, position: 6 };
const request = { identity, target: logit, mode: "residual" as const, threshold: 0.002 };

const opened = (...kinds: DictionaryKind[]) => withLeaves(plain, kinds);

test.each(["attn", "mlp"] as const)(
  "what a layer's %s writes is one node without a dictionary, and opens into features, error and bias of the same sum",
  async (kind) => {
    const dir = path.join(folder, `one-${kind}`);
    writeRandomModel(dir, opened(kind));
    const model = await openModel(dir, { runtime });
    const without = await openModel(dir, { runtime, sets: { [kind]: null } });
    const tokens = [1, 8, 15, 22, 29, 36, 43];
    try {
      const opaque = await expandNode(without, tokens, "direct", logit);
      const step = await expandNode(model, tokens, "direct", logit);
      const sumOf = ({ contributions }: typeof step, is: (source: string) => boolean) =>
        contributions.reduce((sum, each) => sum + (is(each.source) ? each.contribution : 0), 0);
      const isOfIt = (source: string) => source.startsWith(kind) || source === "bias";
      expect(step.contributions.filter(({ source }) => source.startsWith(`${kind}.`)).length).toBeGreaterThan(
        4,
      );
      expect(sumOf(step, isOfIt)).toBeCloseTo(sumOf(opaque, isOfIt), 4);
      expect(step.value).toBeCloseTo(opaque.value, 4);
    } finally {
      await model.close();
      await without.close();
    }
  },
);

test("a transcoder's feature is taken apart by the stream's middle in the residual mode, and an attention feature is not", async () => {
  await withRandomModel(runtime, folder, opened("resid"), async ({ model, tokens }) => {
    const features = featureIds((await model.run(tokens)).features);
    const of = (kind: DictionaryKind) => {
      const found = features.find((each) => each.kind === kind && each.layer === 1 && each.position === 4);
      if (!found) throw new Error(`no ${kind} feature fires`);
      return found;
    };
    const sourcesOf = async (target: FeatureId) =>
      new Set(
        (await expandNode(model, tokens, "residual", target)).contributions.map(
          ({ source }) => source.split(/[.@]/)[0],
        ),
      );
    expect(await sourcesOf(of("mlp"))).toEqual(new Set(["resid", "resid-error", "bias"]));
    expect(await sourcesOf(of("attn"))).toEqual(
      new Set(["embed", "pos", "attn", "attn-error", "mlp", "mlp-error", "bias"]),
    );
  });
});

test("where the stream's middle has no dictionary at a layer, all of it is error there", async () => {
  const spec = opened("resid");
  const some = spec.dictionaries.filter(({ kind, layer }) => kind !== "resid" || layer === 0);
  await withRandomModel(runtime, folder, { ...spec, dictionaries: some }, async ({ model, tokens }) => {
    const features = featureIds((await model.run(tokens)).features);
    const target = features.find(
      ({ kind, layer, position }) => kind === "mlp" && layer === 1 && position === 4,
    );
    if (!target) throw new Error("no transcoder feature fires");
    const { contributions, value } = await expandNode(model, tokens, "residual", target);
    expect(contributions.map(({ source }) => source).toSorted()).toEqual(["bias", "resid-error.1@4"]);
    expect(contributions.reduce((sum, { contribution }) => sum + contribution, 0)).toBeCloseTo(value, 4);
  });
});

test("features of such dictionaries stay leaves however small the threshold, and the circuit is verified", async () => {
  await withRandomModel(runtime, folder, opened("attn", "mlp", "resid"), async ({ model, tokens }) => {
    const circuit = await traceCircuit(model, tokens, request);
    const features = circuit.nodes.filter(({ activation, id }) => activation !== null && id !== "logit.5@6");
    expect(features.length).toBeGreaterThan(10);
    expect(features.filter(({ expanded }) => expanded)).toEqual([]);
    expect(circuit.truncated).toBe(false);
    const leaves = circuit.nodes.filter(({ expanded }) => !expanded);
    expect(leaves.reduce((sum, { influence }) => sum + influence, 0)).toBeCloseTo(1, 5);
    expect(circuit.edges.reduce((sum, { contribution }) => sum + contribution, 0)).toBeCloseTo(
      circuit.nodes[0]?.activation ?? Number.NaN,
      4,
    );
    expect((await verifyCircuit(model, identity, circuit)).matches).toBe(true);
    const [edge, ...edges] = circuit.edges;
    if (!edge) throw new Error("the circuit has no edge");
    const changed = { ...circuit, edges: [{ ...edge, contribution: -edge.contribution - 0.1 }, ...edges] };
    expect((await verifyCircuit(model, identity, changed)).matches).toBe(false);
  });
});

test("a feature that is a leaf is no target, and nothing is split by heads with it", async () => {
  await withRandomModel(runtime, folder, opened("attn", "mlp", "resid"), async ({ model, tokens }) => {
    const features = featureIds((await model.run(tokens)).features);
    for (const kind of ["attn", "mlp", "resid"] as const) {
      const target = features.find((each) => each.kind === kind);
      if (!target) throw new Error(`no ${kind} feature fires`);
      const name = formatNodeId(target).split("@")[0];
      const refused = {
        code: "invalid-input",
        message: expect.stringContaining(`Nothing is traced behind ${name}`),
      };
      await expect(traceCircuit(model, tokens, { ...request, target })).rejects.toMatchObject(refused);
      await expect(expandNode(model, tokens, "direct", target)).rejects.toMatchObject(refused);
    }
    const attn = features.find(({ kind }) => kind === "attn");
    if (!attn) throw new Error("no attn feature fires");
    const unsupported = {
      code: "unsupported",
      message: expect.stringContaining("are leaves of circuits and no more"),
    };
    await expect(headTable(model, tokens, attn)).rejects.toMatchObject(unsupported);
    await expect(
      attentionScore(model, tokens, { layer: 0, head: 0, query: 3, key: 1 }),
    ).rejects.toMatchObject(unsupported);
  });
});

test("a dictionary of another width, a set of two sites and a layer that stands twice are refused by a sentence", async () => {
  const dir = path.join(folder, "bad");
  writeRandomModel(dir, opened("mlp"));
  const cfg = path.join(dir, "saes/mlp/layer_0/cfg.json");
  const manifest = path.join(dir, "manifest.json");
  const [said, stated] = [readFileSync(cfg, "utf8"), readFileSync(manifest, "utf8")];
  const refused = async (reason: string) => {
    await expect(openModel(dir, { runtime })).rejects.toThrow(reason);
    await expect(describeModel(dir)).rejects.toThrow(reason);
  };
  writeFileSync(cfg, JSON.stringify({ ...JSON.parse(said), d_in: 24, d_out: 24 }));
  await refused("it reads 24 and writes 24 numbers, but the model has 18");

  const other = {
    ...JSON.parse(said),
    ...{ architecture: "transcoder", apply_b_dec_to_input: false, d_out: 18 },
    metadata: {
      model_from_pretrained_kwargs: { fold_ln: true, center_writing_weights: false },
      ...{ hook_name: "blocks.0.ln2.hook_normalized", hook_name_out: "blocks.0.hook_mlp_out" },
    },
  };
  writeFileSync(cfg, JSON.stringify(other));
  await refused(
    "the set mlp/mlp has dictionaries of two sites: layer 1 reads blocks.1.hook_mlp_out, layer 0 reads blocks.0.ln2.hook_normalized. State them as two sets",
  );

  writeFileSync(cfg, said);
  const json = JSON.parse(stated);
  for (const set of json.dictionarySets) if (set.kind === "mlp") set.dictionaries.push(set.dictionaries[0]);
  writeFileSync(manifest, JSON.stringify(json));
  await refused("dictionary set mlp/mlp names a layer twice");
});

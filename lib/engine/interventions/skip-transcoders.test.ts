import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { TargetId } from "@/lib/circuit-format/node-id";
import { stateOf } from "../attribution/attribution-state";
import { traceCircuit } from "../attribution/trace-circuit";
import { siteValue } from "../evaluation/site-values";
import { openModel } from "../model";
import { withRandomModel } from "../oracle/arbitrary-model";
import { withSkips } from "../oracle/opened-places";
import { type RandomModelSpec, writeRandomModel } from "../oracle/random-model";
import { openRuntime, type Runtime } from "../runtime";
import { causalCheck } from "./causal-check";
import { intervene } from "./intervene";

const folder = mkdtempSync(path.join(tmpdir(), "skip-transcoders-"));
let runtime: Runtime;
beforeAll(async () => {
  runtime = await openRuntime({ provider: "cpu", threads: 1 });
});
afterAll(() => rmSync(folder, { recursive: true }));

const spec: RandomModelSpec = withSkips({
  ...{ seed: 21, layers: 2, heads: 3, dHead: 6, dMlp: 20, vocabularySize: 60, contextLength: 7 },
  ...{ activation: "gelu-tanh", dtype: "F32", tiedEmbeddings: true, prefix: "" },
  processing: { fold_value_biases: false, center_writing_weights: false },
  dictionaries: [0, 1].map((layer) => {
    return {
      kind: "mlp" as const,
      layer,
      dFeatures: 30,
      rule: "relu" as const,
      dtype: "F32" as const,
      unfolded: layer === 1,
    };
  }),
});
const target: TargetId = { kind: "logit", index: 5, position: 6 };
const splice = (layer: number, keepError: boolean) => ({
  do: "splice" as const,
  kind: "mlp" as const,
  layer,
  keepError,
});

test("a skip transcoder put in its site's place with its error changes nothing, and without it as much as the error is worth", async () => {
  await withRandomModel(runtime, folder, spec, async ({ model, tokens }) => {
    for (const layer of [0, 1]) {
      const { target: with_ } = await intervene(model, tokens, { edits: [splice(layer, true)], target });
      expect(Math.abs(with_.after - with_.before)).toBeLessThan(1e-4 * (1 + Math.abs(with_.before)));
    }
    const freeze = { patterns: true, layerNorms: true, outputs: true };
    const { target: without } = await intervene(model, tokens, { edits: [splice(1, false)], target, freeze });
    const { edges } = await traceCircuit(model, tokens, {
      ...{
        identity: { model: "random", modelChecksum: "0".repeat(64), dictionarySets: [] },
        target,
        threshold: 1,
      },
    });
    const error = edges.find(({ source }) => source === "mlp-error.1@6")?.contribution ?? Number.NaN;
    expect(without.before - without.after).toBeCloseTo(error, 4);
  });
});

test("its features are ablated as predicted with all else held, and what goes past them is a part of its site", async () => {
  await withRandomModel(runtime, folder, spec, async ({ model, tokens }) => {
    const identity = { model: "random", modelChecksum: "0".repeat(64), dictionarySets: [] };
    const circuit = await traceCircuit(model, tokens, { identity, target, threshold: 1 });
    const freeze = { patterns: true, layerNorms: true, outputs: true };
    const { points } = await causalCheck(model, tokens, circuit, { freeze });
    expect(points.length).toBeGreaterThan(5);
    for (const { predicted, measured } of points) expect(measured).toBeCloseTo(predicted, 4);
    const state = await stateOf(model, tokens);
    const { sum, skip, error, out } = await siteValue(state, { kind: "mlp", layer: 1 }, 3);
    const b_dec = state.biases.decoder("mlp", 1);
    expect(Math.hypot(...skip)).toBeGreaterThan(0.1);
    for (const [j, value] of out.entries())
      expect(sum[j] + skip[j] + error[j] + b_dec[j]).toBeCloseTo(value, 5);
  });
});

test("a file that says it has a skip and has none is refused by a sentence", async () => {
  const dir = path.join(folder, "bad");
  writeRandomModel(dir, {
    ...spec,
    dictionaries: spec.dictionaries.map((each) => ({ ...each, skips: false })),
  });
  const cfg = path.join(dir, "saes/mlp/layer_0/cfg.json");
  const said = JSON.parse(readFileSync(cfg, "utf8"));
  writeFileSync(cfg, JSON.stringify({ ...said, architecture: "skip_transcoder" }));
  await expect(openModel(dir, { runtime })).rejects.toThrow("W_skip");
});

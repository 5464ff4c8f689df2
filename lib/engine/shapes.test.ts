import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { TargetId } from "@/lib/circuit-format/node-id";
import { stateOf } from "./attribution/attribution-state";
import { checkCompleteness } from "./attribution/completeness";
import { contribute } from "./attribution/contributions";
import { dot } from "./attribution/dot";
import { expandNode } from "./attribution/expand-node";
import { headTable } from "./attribution/head-table";
import { readVectors } from "./attribution/read-vectors";
import { joinFeatures } from "./features";
import type { LoadedModel } from "./model";
import { withRandomModel } from "./oracle/arbitrary-model";
import { featureIds } from "./oracle/feature-ids";
import type { RandomModelSpec } from "./oracle/random-model";
import { float32Of } from "./rows";
import { openRuntime, type Runtime } from "./runtime";

const folder = mkdtempSync(path.join(tmpdir(), "shapes-"));
let runtime: Runtime;

beforeAll(async () => {
  runtime = await openRuntime({ provider: "cpu", threads: 1 });
});
afterAll(() => rmSync(folder, { recursive: true }));

const plain: RandomModelSpec = {
  ...{ seed: 3, layers: 2, heads: 2, dHead: 5, dMlp: 20, vocabularySize: 60, contextLength: 6 },
  ...{ activation: "gelu-tanh", dtype: "F32", tiedEmbeddings: true, prefix: "" },
  processing: { fold_value_biases: false, center_writing_weights: false },
  dictionaries: [{ kind: "attn", layer: 1, dFeatures: 48, rule: "relu", dtype: "F32" }],
};
const logit: TargetId = { kind: "logit", index: 5, position: 5 };

/** The model, with one site of its forward pass as `change` gives it back. */
function withSite(
  model: LoadedModel,
  site: string,
  change: (values: Float32Array) => Float32Array,
): LoadedModel {
  return {
    ...model,
    async forward(tokenIds, sites) {
      const found = await model.forward(tokenIds, sites);
      const { shape = [] } = found.get(site) ?? {};
      return found.set(site, { data: change(float32Of(found.get(site), site)), shape });
    },
  };
}

test("an index past the end is no number, and what is summed with it is refused", async () => {
  await withRandomModel(runtime, folder, plain, async ({ model, tokens }) => {
    const state = await stateOf(model, tokens);
    const batch = await readVectors(state, [logit]);
    const coefficients = new Float64Array(1);
    const step = await contribute(
      state,
      { ...batch, coefficientAt: (_n, _s, h) => coefficients[h + 1] },
      "direct",
    );
    expect(() => checkCompleteness(logit, step.residual[0], step.absolute[0])).toThrow(
      "overflow on this text",
    );
    expect(() => checkCompleteness(logit, step.residual[1], step.absolute[1])).toThrow(
      "overflow on this text",
    );
  });
});

test("a batch of targets with a number missing is refused before anything is summed", async () => {
  await withRandomModel(runtime, folder, plain, async ({ model, tokens }) => {
    const state = await stateOf(model, tokens);
    const batch = await readVectors(state, [logit]);
    const none = new Float64Array();
    await expect(contribute(state, { ...batch, constants: none }, "direct")).rejects.toThrow(
      "the constants: 0 numbers, not 1 x 1",
    );
    await expect(contribute(state, { ...batch, values: none }, "direct")).rejects.toThrow("the values");
  });
});

test("a site with a row too few is refused before anything is computed from it", async () => {
  await withRandomModel(runtime, folder, plain, async ({ model, tokens }) => {
    const site = "blocks.0.hook_mlp_out";
    const short = withSite(model, site, (values) => values.subarray(10));
    await expect(expandNode(short, tokens, "direct", logit)).rejects.toThrow(
      `${site}: 50 numbers, not 6 x 10`,
    );
  });
});

test("a residual stream that overflows is refused before anything is computed from it", async () => {
  await withRandomModel(runtime, folder, plain, async ({ model, tokens }) => {
    const site = "blocks.1.hook_resid_post";
    const broken = withSite(model, site, (values) => values.slice().fill(Number.POSITIVE_INFINITY, 3, 4));
    await expect(stateOf(broken, tokens)).rejects.toThrow("overflow on this text");
  });
});

test("a head's share that is no number is refused", async () => {
  await withRandomModel(runtime, folder, plain, async ({ model, tokens }) => {
    const [target] = featureIds((await model.run(tokens)).features);
    if (!target) throw new Error("no feature is active");
    const broken = withSite(model, "blocks.1.attn.hook_v", (values) => values.slice().fill(Number.NaN, 0, 1));
    await expect(headTable(broken, tokens, target)).rejects.toThrow("overflow on this text");
  });
});

test("vectors of two lengths have no product", () => {
  expect(() => dot(new Float32Array(3), new Float32Array(2))).toThrow("3 numbers, not 2 x 1");
  expect(() => dot(new Float32Array(2), new Float32Array(3))).toThrow("2 numbers, not 3 x 1");
});

test("features without an activation each are refused", () => {
  const piece = {
    firstRow: 0,
    flat: Int32Array.of(1, 2),
    values: Float32Array.of(1),
    sums: Float32Array.of(1),
  };
  expect(() => joinFeatures("attn", 0, 4, [piece])).toThrow("1 numbers, not 2 x 1");
});

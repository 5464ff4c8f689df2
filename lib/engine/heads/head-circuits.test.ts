import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { modelOfAnyShape, withRandomModel } from "../oracle/arbitrary-model";
import { naiveHeadCircuits } from "../oracle/naive-heads";
import { openRuntime, type Runtime } from "../runtime";
import { headCircuits, ownTokens } from "./head-circuits";

const folder = mkdtempSync(path.join(tmpdir(), "head-circuits-"));
let runtime: Runtime;
beforeAll(async () => {
  runtime = await openRuntime({ provider: "cpu", threads: 1 });
});
afterAll(() => rmSync(folder, { recursive: true }));

test("each token's own logit and own key are as in the circuits over the whole vocabulary, of models of any shape", async () => {
  await fc.assert(
    fc.asyncProperty(modelOfAnyShape, async (spec) => {
      await withRandomModel(runtime, folder, spec, async ({ model, random }) => {
        for await (const { layer, head, ...found } of ownTokens(model)) {
          const naive = naiveHeadCircuits(random, spec.processing, layer, head);
          for (const name of ["ov", "qk"] as const)
            for (const [token, row] of naive[name].entries()) {
              const mean = row.reduce((sum, value) => sum + value, 0) / row.length;
              const size = row.reduce((sum, value) => sum + Math.abs(value), 0) / row.length;
              const difference = (found[name][token] ?? Number.NaN) - ((row[token] ?? Number.NaN) - mean);
              expect(
                Math.abs(difference) / (1 + size),
                `${name} of token ${token}, head ${layer}.${head}`,
              ).toBeLessThan(1e-4);
            }
        }
      });
    }),
    { numRuns: 25 },
  );
});

test("every head has one, in order, and a stop is heard", async () => {
  const spec = fc.sample(modelOfAnyShape, 1)[0];
  if (!spec) throw new Error("no model was drawn");
  await withRandomModel(runtime, folder, spec, async ({ model }) => {
    const found = await headCircuits(model);
    const places = found.map(({ layer, head }) => layer * spec.heads + head);
    expect(found.every(({ copying, matching }) => copying >= 0 && matching <= 1)).toBe(true);
    expect(places).toEqual(Array.from({ length: spec.layers * spec.heads }, (_, i) => i));
    const stopped = AbortSignal.abort(new Error("enough"));
    await expect(headCircuits(model, stopped)).rejects.toThrow("enough");
  });
});

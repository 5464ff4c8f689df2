import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { formatNodeId } from "@/lib/circuit-format/node-id";
import { modelOfAnyShape, withRandomModel } from "../oracle/arbitrary-model";
import { featureIds } from "../oracle/feature-ids";
import { naiveHeadTable } from "../oracle/naive-head-table";
import { naiveDictionary, naivePass } from "../oracle/naive-pass";
import { openRuntime, type Runtime } from "../runtime";
import { headTable } from "./head-table";

const folder = mkdtempSync(path.join(tmpdir(), "head-table-"));
let runtime: Runtime;

beforeAll(async () => {
  runtime = await openRuntime({ provider: "cpu", threads: 1 });
});
afterAll(() => rmSync(folder, { recursive: true }));

const modelWithHeads = modelOfAnyShape.filter(({ dictionaries }) =>
  dictionaries.some(({ kind }) => kind === "attn"),
);

function expectClose(value: number | undefined, expected: number, where: string): void {
  const difference = Math.abs((value ?? Number.NaN) - expected) / (1 + Math.abs(expected));
  expect(difference, where).toBeLessThan(1e-3);
}

test("the table of every attention feature active in random models is what plain loops give, and adds up", async () => {
  await fc.assert(
    fc.asyncProperty(modelWithHeads, (spec) =>
      withRandomModel(runtime, folder, spec, async ({ random, model, tokens }) => {
        const pass = naivePass(random, spec.processing, tokens);
        const { features } = await model.run(tokens);
        for (const feature of featureIds(features).filter(({ kind }) => kind === "attn")) {
          const name = formatNodeId(feature);
          const dictionary = naiveDictionary(random, "attn", feature.layer);
          if (!dictionary) throw new Error("an active feature has a dictionary");
          const naive = naiveHeadTable(pass, dictionary, feature);
          const ours = await headTable(model, tokens, feature);
          expect(ours.target).toBe(name);
          expect(ours.table.map((row) => row.length)).toEqual(naive.table.map((row) => row.length));
          for (const [h, row] of naive.table.entries()) {
            for (const [s, value] of row.entries())
              expectClose(ours.table[h]?.[s], value, `${name}, head ${h}, position ${s}`);
          }
          expectClose(ours.constant, naive.constant, `constant of ${name}`);
          expectClose(ours.preActivation, naive.preActivation, name);

          const cells = ours.table.flat();
          const total = cells.reduce((sum, value) => sum + value, ours.constant);
          const absolute = cells.reduce((sum, value) => sum + Math.abs(value), Math.abs(ours.constant));
          expect(Math.abs(total - ours.preActivation), name).toBeLessThan(1e-4 * (1 + absolute));
        }
      }),
    ),
    { numRuns: 30 },
  );
}, 120_000);

test("what is no active attention feature has no table", async () => {
  await fc.assert(
    fc.asyncProperty(modelWithHeads, (spec) =>
      withRandomModel(runtime, folder, spec, async ({ model, tokens }) => {
        const active = featureIds((await model.run(tokens)).features);
        const names = new Set(active.map(formatNodeId));
        const everyFeature = spec.dictionaries.flatMap(({ kind, layer, dFeatures }) =>
          Array.from({ length: dFeatures }, (_, index) => ({ kind, layer, index, position: 0 })),
        );
        const inactive = everyFeature.find((id) => id.kind === "attn" && !names.has(formatNodeId(id)));
        const headless = active.find(({ kind }) => kind !== "attn");
        const logit = { kind: "logit" as const, index: 1, position: 0 };
        for (const target of [logit, inactive, headless]) {
          if (!target) continue;
          await expect(headTable(model, tokens, target), formatNodeId(target)).rejects.toMatchObject({
            name: "EngineError",
            code: "invalid-input",
          });
        }
      }),
    ),
    { numRuns: 10 },
  );
});

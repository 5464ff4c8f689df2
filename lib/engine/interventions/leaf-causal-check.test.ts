import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { isFeature, parseNodeId, type TargetId } from "@/lib/circuit-format/node-id";
import { traceCircuit } from "../attribution/trace-circuit";
import { modelWithAllDictionaries, withRandomModel } from "../oracle/arbitrary-model";
import { naiveEdits } from "../oracle/naive-edits";
import { naivePass } from "../oracle/naive-pass";
import { modelWithLeaves, modelWithSkips } from "../oracle/opened-places";
import { openRuntime, type Runtime } from "../runtime";
import { causalCheck } from "./causal-check";
import { nothingFrozen } from "./edited-pass";

const folder = mkdtempSync(path.join(tmpdir(), "leaf-causal-check-"));
const identity = { model: "random", modelChecksum: "0".repeat(64), dictionarySets: [] };
let runtime: Runtime;
beforeAll(async () => {
  runtime = await openRuntime({ provider: "cpu", threads: 1 });
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Of each circuit so many nodes are held against plain loops. */
const comparedNodes = 12;

test.each([
  ["leaves", modelWithLeaves],
  ["of skip transcoders", modelWithSkips],
  ["of all kinds", modelWithAllDictionaries],
] as const)(
  "nodes that are %s are ablated as any, each by what plain loops give, patterns and norms frozen or not",
  async (_, models) => {
    let [compared, leaves] = [0, 0];
    await fc.assert(
      fc.asyncProperty(
        models.filter(({ contextLength, dictionaries }) => contextLength === 7 && dictionaries.length > 0),
        fc.boolean(),
        fc.boolean(),
        (spec, frozen, isResidual) =>
          withRandomModel(runtime, folder, spec, async ({ model, random, tokens }) => {
            const target: TargetId = { kind: "logit", index: 3, position: tokens.length - 1 };
            const mode =
              isResidual && spec.dictionaries.some(({ kind }) => kind === "resid") ? "residual" : "direct";
            const circuit = await traceCircuit(model, tokens, { identity, target, mode, threshold: 0.005 });
            const freeze = { ...nothingFrozen, patterns: frozen, layerNorms: frozen };
            const { points } = await causalCheck(model, tokens, circuit, { freeze });
            expect(points.map(({ id }) => id)).toEqual(
              circuit.nodes.flatMap(({ id }) => {
                const node = parseNodeId(id);
                return node && isFeature(node) ? [id] : [];
              }),
            );
            const clean = naivePass(random, model.manifest.processing, tokens);
            const V = spec.vocabularySize;
            const logit = (sites: { site(name: string): Float64Array }) =>
              sites.site("logits")[target.position * V + target.index];
            const every = Math.max(1, Math.floor(points.length / comparedNodes));
            for (const { id, measured } of points.filter((_, i) => i % every === 0)) {
              const node = parseNodeId(id);
              if (!node || !isFeature(node)) throw new Error(`${id} is no feature`);
              const { kind, layer, index, position } = node;
              const edits = [{ do: "scale" as const, kind, layer, index, positions: [position], scale: 0 }];
              const edited = naivePass(
                random,
                model.manifest.processing,
                tokens,
                naiveEdits(model, random, clean.sites, edits, freeze),
              );
              const expected = logit(clean) - logit(edited);
              expect(Math.abs(measured - expected) / (1 + Math.abs(expected)), id).toBeLessThan(1e-3);
              compared += 1;
              if (spec.dictionaries.some((each) => each.kind === kind && each.opens)) leaves += 1;
            }
          }),
      ),
      { numRuns: 15 },
    );
    expect(compared).toBeGreaterThan(60);
    if (models === modelWithLeaves) expect(leaves).toBeGreaterThan(30);
  },
  120_000,
);

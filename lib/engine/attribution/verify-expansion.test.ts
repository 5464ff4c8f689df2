import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { formatNodeId, type TargetId } from "@/lib/circuit-format/node-id";
import { modelWithAllDictionaries, withRandomModel } from "../oracle/arbitrary-model";
import { featureIds } from "../oracle/feature-ids";
import { openRuntime, type Runtime } from "../runtime";
import { forgetState } from "./attribution-state";
import { expandNode } from "./expand-node";
import { headTable } from "./head-table";
import { verifyExpansion } from "./verify-expansion";

const folder = mkdtempSync(path.join(tmpdir(), "verify-expansion-"));
let runtime: Runtime;

beforeAll(async () => {
  runtime = await openRuntime({ provider: "cpu", threads: 1 });
});
afterAll(() => rmSync(folder, { recursive: true }));

test("what is expanded is verified, in either mode and however few are listed; a changed number is found", async () => {
  const mode = fc.constantFrom("direct" as const, "residual" as const);
  await fc.assert(
    fc.asyncProperty(modelWithAllDictionaries, mode, fc.nat(50), fc.nat(), (spec, mode, most, choice) =>
      withRandomModel(runtime, folder, spec, async ({ model, tokens }) => {
        const limit = most + 1;
        const features = featureIds((await model.run(tokens)).features);
        const logit: TargetId = { kind: "logit-diff", index: 3, minus: 5, position: 4 };
        for (const target of [logit, ...features.filter((_, i) => i % 40 === choice % 40)]) {
          const expansion = await expandNode(model, tokens, mode, target, { limit });
          const heads = target.kind === "attn" ? await headTable(model, tokens, target) : null;
          const stored = { ...expansion, heads };
          const nodeId = formatNodeId(target);
          forgetState(model, tokens);
          const sound = await verifyExpansion(model, tokens, { nodeId, mode, stored, limit });
          expect(sound, nodeId).toMatchObject({ matches: true, differences: [] });
          const [split] = stored.byHead ?? [];
          const part = split?.writtenBy ?? split?.readBy;
          if (part) {
            part[0] = (part[0] ?? 0) + 1 + Math.abs(part[0] ?? 0);
            const moved = await verifyExpansion(model, tokens, { nodeId, mode, stored, limit });
            expect(moved.differences.map(({ where }) => where)).toContain(`${split?.source} -> ${nodeId}`);
          }
          const changed = stored.contributions[choice % stored.contributions.length];
          if (changed) changed.contribution += 0.1 * (1 + Math.abs(changed.contribution));
          const tampered = await verifyExpansion(model, tokens, { nodeId, mode, stored, limit });
          expect(tampered.differences.map(({ where }) => where)).toContain(`${changed?.source} -> ${nodeId}`);
        }
      }),
    ),
    { numRuns: 25 },
  );
}, 120_000);

test("the rest of an expansion is what is left of the whole, added up by itself", async () => {
  const [spec] = fc.sample(modelWithAllDictionaries, { numRuns: 1, seed: 1 });
  if (!spec) throw new Error("there is a model");
  await withRandomModel(runtime, folder, spec, async ({ model, tokens }) => {
    const target: TargetId = { kind: "logit", index: 3, position: 4 };
    const whole = await expandNode(model, tokens, "direct", target);
    expect(whole.rest).toEqual({ count: 0, sum: 0, absoluteSum: 0 });
    for (let limit = 0; limit < whole.contributions.length; limit++) {
      const { contributions, rest } = await expandNode(model, tokens, "direct", target, { limit });
      const left = whole.contributions.slice(limit).map(({ contribution }) => contribution);
      expect(contributions).toEqual(whole.contributions.slice(0, limit));
      expect(rest).toEqual({
        count: left.length,
        sum: left.reduce((sum, value) => sum + value, 0),
        absoluteSum: left.reduce((sum, value) => sum + Math.abs(value), 0),
      });
    }
  });
});

test("what has no expansion is refused, whatever is stored of it", async () => {
  const [spec] = fc.sample(modelWithAllDictionaries, { numRuns: 1, seed: 1 });
  if (!spec) throw new Error("there is a model");
  await withRandomModel(runtime, folder, spec, async ({ model, tokens }) => {
    const target: TargetId = { kind: "logit", index: 3, position: 4 };
    const stored = { ...(await expandNode(model, tokens, "direct", target)), heads: null };
    for (const nodeId of ["bias", "embed@1", "logit.3@99", "logit.999@4", "attn.7.1@2", "resid.0.999@1"])
      await expect(
        verifyExpansion(model, tokens, { nodeId, mode: "direct", stored, limit: 10 }),
      ).rejects.toMatchObject({ name: "EngineError", code: "invalid-input" });
  });
});

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { modelOfAnyShape, withRandomModel } from "../oracle/arbitrary-model";
import { mibAreas, naiveMib } from "../oracle/naive-mib";
import { openRuntime, type Runtime } from "../runtime";
import type { RankedNode } from "./circuit-nodes";
import { evaluateCircuit } from "./evaluate-circuit";
import type { Prompt } from "./prompts";
import { meanOf } from "./statistics";

const folder = mkdtempSync(path.join(tmpdir(), "beside-mib-"));
let runtime: Runtime;

beforeAll(async () => {
  runtime = await openRuntime({ provider: "cpu", threads: 1 });
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Texts of seven tokens, each of a role of its own. */
function textsOf(seed: number, V: number): Prompt[] {
  const text = (n: number) => {
    const tokenIds = Array.from({ length: 7 }, (_, i) => (seed + 31 * n + 7 * i * (n + 1)) % V);
    return { tokenIds, roles: Object.fromEntries(tokenIds.map((_, i) => [`R${i}`, i])) };
  };
  return [0, 1, 2].map((n) => {
    return { ...text(n), readAt: null, right: n, wrong: n + 1, counterfactual: text(n + 10) };
  });
}

test("on models without dictionaries, where nodes are the same, each set has MIB's metric, and CPR and CMD follow from its values", async () => {
  let compared = 0;
  const models = modelOfAnyShape
    .filter(({ contextLength, vocabularySize }) => contextLength === 7 && vocabularySize > 8)
    .map((spec) => ({ ...spec, dictionaries: [] }));
  await fc.assert(
    fc.asyncProperty(models, (spec) =>
      withRandomModel(runtime, folder, spec, async ({ model, random }) => {
        const prompts = textsOf(spec.seed, spec.vocabularySize);
        const { layers, heads } = model.config;
        // The last first, so that each size takes in one more.
        const sites = Array.from({ length: 2 * layers }, (_, i) => 2 * layers - 1 - i).map((i) => {
          return { kind: i % 2 === 0 ? ("attn" as const) : ("mlp" as const), layer: Math.floor(i / 2) };
        });
        const ranked = sites.flatMap((site, n) =>
          Object.keys(prompts[0]?.roles ?? {}).map(
            (role): RankedNode => ({ node: { ...site, index: null, role }, influence: 1 / (n + 1) }),
          ),
        );
        const shares = sites.map((_, n) => Math.min(1, (n + 1) / sites.length + 1e-9));
        const { byAblation, whole } = await evaluateCircuit(model, prompts, {
          ...{ circuit: { ranked, size: 7, withoutRole: [] }, metric: "logit-difference", seed: 1 },
          ...{ shares, randomCircuits: 0, ablations: ["counterfactual"], kinds: ["attn", "mlp"] },
        });
        const [ours] = byAblation;
        if (!ours) throw new Error("it was ablated to the counterfactual");
        const mib = (count: number, withInput: boolean) => {
          const kept = new Set(
            sites
              .slice(0, count)
              .flatMap(({ kind, layer }) =>
                kind === "mlp" ? [`m${layer}`] : Array.from({ length: heads }, (_, h) => `a${layer}.h${h}`),
              ),
          );
          return meanOf(
            naiveMib({ model, random, prompts }, (name) => (name === "input" ? withInput : kept.has(name))),
          );
        };
        const close = (value: number | null | undefined, expected: number) =>
          expect(Math.abs((value ?? Number.NaN) - expected) / (1 + Math.abs(expected))).toBeLessThan(2e-3);
        close(ours.none.mean, mib(0, true));
        close(whole.mean, mib(sites.length, true));
        for (const [n, point] of ours.curve.entries()) close(point.metric.mean, mib(n + 1, true));
        // Of MIB nothing kept is nothing of the embeddings either: the same curve from further below.
        const [w, n, nothing] = [mib(sites.length, true), mib(0, true), mib(0, false)];
        fc.pre(Math.abs(w - n) > 0.1 && Math.abs(w - nothing) > 0.1);
        const curve = sites.map((_, i) => mib(i + 1, true));
        const own = mibAreas(
          shares,
          curve.map((m) => (m - n) / (w - n)),
        );
        close(ours.areas.cpr, own.cpr);
        close(ours.areas.cmd, own.cmd);
        const theirs = mibAreas(
          shares,
          curve.map((m) => (m - nothing) / (w - nothing)),
        );
        // Each distance from 1 is that of ours times what all nodes do over what these and the embeddings do.
        const ratio = (w - n) / (w - nothing);
        const width = (shares.at(-1) ?? 0) - (shares[0] ?? 0);
        close(width - ratio * (width - (ours.areas.cpr ?? Number.NaN)), theirs.cpr);
        close(Math.abs(ratio) * (ours.areas.cmd ?? Number.NaN), theirs.cmd);
        compared += 1;
      }),
    ),
    { numRuns: 5, seed: 3 },
  );
  expect(compared).toBeGreaterThanOrEqual(5);
}, 60_000);

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { defaultMaxNodes } from "@/lib/circuit-format/circuit";
import { traceCircuit } from "../attribution/trace-circuit";
import { modelWithAllDictionaries, withRandomModel } from "../oracle/arbitrary-model";
import { type NaiveRoledCircuit, naiveReached, naiveRoledCircuit } from "../oracle/naive-family-circuit";
import { openRuntime, type Runtime } from "../runtime";
import type { FamilyCircuit } from "./family-circuit";
import { madeUpPrompts } from "./made-up-prompts";
import { traceFamily } from "./trace-family";

const folder = mkdtempSync(path.join(tmpdir(), "trace-family-"));
const identity = { model: "random", modelChecksum: "0".repeat(64), dictionarySets: [] };
let runtime: Runtime;

beforeAll(async () => {
  runtime = await openRuntime({ provider: "cpu", threads: 1 });
});
afterAll(() => rmSync(folder, { recursive: true }));

const threshold = 0.02;

function expectClose(value: number, expected: number, where: string): void {
  expect(Math.abs(value - expected) / (1 + Math.abs(expected)), where).toBeLessThan(1e-3);
}

/** Where rounding would decide whether a node reaches a threshold, nothing is compared. */
function isDoubtful({ sweep }: NaiveRoledCircuit, least: number): boolean {
  return [...sweep.influence.values()].some((influence) => Math.abs(influence - least) < 1e-5);
}

test("how often nodes and edges of random models recur by role, their means and how alike circuits are is what plain loops give", async () => {
  let [shared, compared] = [0, 0];
  await fc.assert(
    fc.asyncProperty(
      modelWithAllDictionaries,
      fc.constantFrom("direct" as const, "residual" as const),
      (spec, mode) =>
        withRandomModel(runtime, folder, spec, async ({ model }) => {
          const prompts = madeUpPrompts(4, spec.seed, spec.vocabularySize).map((prompt, i) => {
            return { ...prompt, template: `template ${i % 3}`, variant: i % 3 === 2 ? "other" : "one" };
          });
          const naiveAt = (least: number) =>
            Promise.all(
              prompts.map((prompt) =>
                naiveRoledCircuit(model, prompt, { mode, threshold: least, maxNodes: defaultMaxNodes }),
              ),
            );
          const [own, half, twice] = [
            await naiveAt(threshold),
            await naiveAt(threshold / 2),
            await naiveAt(2 * threshold),
          ];
          fc.pre(!own.some((each) => isDoubtful(each, threshold)));
          fc.pre(!half.some((each) => isDoubtful(each, threshold / 2)));
          fc.pre(!twice.some((each) => isDoubtful(each, 2 * threshold)));
          const question = { identity, mode, threshold, edgeThreshold: 0, maxNodes: defaultMaxNodes };
          const { circuit, truncated, stability } = await traceFamily(model, prompts, question);
          expect(truncated).toEqual({ own: 0, halved: 0, doubled: 0 });
          expectNodes(circuit, own);
          expectEdges(circuit, own);
          const sets = own.map((each) => features(naiveReached(each, threshold)));
          expectAgreement(stability.prompts, pairsOf(sets));
          const halves = half.map((each) => features(naiveReached(each, threshold / 2)));
          const doubles = twice.map((each) => features(naiveReached(each, 2 * threshold)));
          expectAgreement(
            stability.halved,
            sets.map((set, i) => [set, halves[i] ?? new Set()]),
          );
          expectAgreement(
            stability.doubled,
            sets.map((set, i) => [set, doubles[i] ?? new Set()]),
          );
          // The first template has prompts 0 and 3, what is in one of them recurs; the third has no paraphrase.
          const [zero = new Set(), one = new Set(), , three = new Set()] = sets;
          expectAgreement(stability.paraphrases, [[new Set([...zero, ...three]), one]]);
          shared += circuit.nodes.filter(({ count }) => count > 1).length;
          compared += 1;
        }),
    ),
    { numRuns: 10 },
  );
  expect(compared).toBe(10);
  expect(shared).toBeGreaterThan(20);
}, 120_000);

test("circuits that were cut short are counted, at each threshold", async () => {
  const [spec] = fc.sample(modelWithAllDictionaries, { numRuns: 1, seed: 7 });
  if (!spec) throw new Error("there is a model");
  await withRandomModel(runtime, folder, spec, async ({ model }) => {
    const prompts = madeUpPrompts(5, spec.seed, spec.vocabularySize).map((prompt) => {
      return { ...prompt, template: "template", variant: "one" };
    });
    const seen = new Set<number>();
    for (const maxNodes of [1, 3, 6, 12]) {
      const question = { identity, mode: "direct" as const, threshold, edgeThreshold: 0, maxNodes };
      const count = async (at: number) => {
        let cut = 0;
        for (const { tokenIds, roles, readAt, right: index, wrong: minus } of prompts) {
          const position = readAt === null ? tokenIds.length - 1 : (roles[readAt] ?? Number.NaN);
          const target = minus === null ? { kind: "logit" as const, index, position } : undefined;
          const difference = { kind: "logit-diff" as const, index, minus: minus ?? 0, position };
          const request = { ...question, threshold: at, target: target ?? difference };
          cut += (await traceCircuit(model, tokenIds, request)).truncated ? 1 : 0;
        }
        seen.add(cut);
        return cut;
      };
      const { truncated } = await traceFamily(model, prompts, question);
      expect(truncated).toEqual({
        own: await count(threshold),
        halved: await count(threshold / 2),
        doubled: await count(2 * threshold),
      });
    }
    expect(seen.size).toBeGreaterThan(1);
  });
}, 120_000);

function features(names: Set<string>): Set<string> {
  return new Set([...names].filter((name) => /^(attn|mlp|resid)\.\d+\.\d+@/.test(name)));
}

function pairsOf(sets: readonly Set<string>[]): [Set<string>, Set<string>][] {
  return sets.flatMap((a, i) => sets.slice(i + 1).map((b): [Set<string>, Set<string>] => [a, b]));
}

function expectAgreement(
  { mean, pairs }: { mean: number | null; pairs: number },
  sets: readonly (readonly [Set<string>, Set<string>])[],
): void {
  const some = sets.filter(([a, b]) => a.size + b.size > 0);
  expect(pairs).toBe(some.length);
  const sum = some.reduce(
    (all, [a, b]) => all + [...a].filter((each) => b.has(each)).length / new Set([...a, ...b]).size,
    0,
  );
  if (some.length === 0) expect(mean).toBeNull();
  else expect(mean).toBeCloseTo(sum / some.length, 10);
}

function expectNodes({ nodes, withoutRole }: FamilyCircuit, naive: readonly NaiveRoledCircuit[]): void {
  const reached = naive.map((each) => naiveReached(each, threshold));
  const names = new Set(reached.flatMap((each) => [...each]));
  expect(new Set(nodes.map(({ name }) => name))).toEqual(names);
  for (const { name, count, influence, effect } of nodes) {
    expect(count, name).toBe(reached.filter((each) => each.has(name)).length);
    const sum = (of: "influence" | "effect") =>
      naive.reduce((all, { sweep, nameOf }) => {
        const own = [...sweep[of]].filter(([id]) => nameOf(id) === name);
        return all + own.reduce((total, [, value]) => total + value, 0);
      }, 0);
    expectClose(influence, sum("influence") / naive.length, `influence of ${name}`);
    expectClose(effect, sum("effect") / naive.length, `effect of ${name}`);
  }
  const left = naive.flatMap(({ sweep, nameOf }) =>
    [...sweep.influence].filter(([id, value]) => value >= threshold && nameOf(id) === undefined),
  );
  expect(withoutRole.count).toBe(left.length);
  expectClose(
    withoutRole.influence,
    left.reduce((sum, [, value]) => sum + value, 0) / naive.length,
    "without a role",
  );
}

function expectEdges({ edges }: FamilyCircuit, naive: readonly NaiveRoledCircuit[]): void {
  const expected = new Map<string, { count: number; influence: number }>();
  for (const { sweep, nameOf } of naive)
    for (const [target, step] of sweep.contributions) {
      const total = [...step.values()].reduce((sum, value) => sum + Math.abs(value), 0);
      for (const [source, value] of step) {
        const [from, to] = [nameOf(source), nameOf(target)];
        if (from === undefined || to === undefined || (sweep.influence.get(source) ?? 0) < threshold)
          continue;
        const known = expected.get(`${from} ${to}`) ?? { count: 0, influence: 0 };
        const share = Math.abs(value) / total;
        expected.set(`${from} ${to}`, {
          count: known.count + 1,
          influence: known.influence + ((sweep.influence.get(target) ?? 0) * share) / naive.length,
        });
      }
    }
  expect(new Set(edges.map(({ source, target }) => `${source} ${target}`))).toEqual(new Set(expected.keys()));
  for (const { source, target, count, influence } of edges) {
    const one = expected.get(`${source} ${target}`);
    expect(count, `${source} ${target}`).toBe(one?.count);
    expectClose(influence, one?.influence ?? Number.NaN, `${source} ${target}`);
  }
}

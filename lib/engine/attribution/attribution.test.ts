import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Circuit, defaultMaxNodes } from "@/lib/circuit-format/circuit";
import { isFeature, parseNodeId, type TargetId } from "@/lib/circuit-format/node-id";
import { modelOfAnyShape, modelWithAllDictionaries, withRandomModel } from "../oracle/arbitrary-model";
import { NaiveAttribution } from "../oracle/naive-attribution";
import { type NaiveCircuit, naiveSweep } from "../oracle/naive-sweep";
import { modelWithLeaves, modelWithSkips } from "../oracle/opened-places";
import type { RandomModelSpec } from "../oracle/random-model";
import { openRuntime, type Runtime } from "../runtime";
import { expandNode } from "./expand-node";
import { traceCircuit } from "./trace-circuit";

const folder = mkdtempSync(path.join(tmpdir(), "attribution-"));
const identity = { model: "random", modelChecksum: "0".repeat(64), dictionarySets: [] };
let runtime: Runtime;

beforeAll(async () => {
  runtime = await openRuntime({ provider: "cpu", threads: 1 });
});
afterAll(() => rmSync(folder, { recursive: true }));

function modesOf(spec: RandomModelSpec) {
  return spec.dictionaries.some(({ kind }) => kind === "resid")
    ? (["direct", "residual"] as const)
    : (["direct"] as const);
}

/** A logit and a difference of two tokens' logits. */
function logitsAt(position: number, { seed, vocabularySize: V }: RandomModelSpec): TargetId[] {
  const index = seed % V;
  const minus = (index + 1 + (seed % (V - 1))) % V;
  return [
    { kind: "logit", index, position },
    { kind: "logit-diff", index, minus, position },
  ];
}

function expectClose(value: number, expected: number | undefined, where: string): void {
  const difference = Math.abs(value - (expected ?? Number.NaN)) / (1 + Math.abs(expected ?? 0));
  expect(difference, where).toBeLessThan(1e-3);
}

test.each([
  ["of any shape", modelOfAnyShape],
  ["with dictionaries that open leaves", modelWithLeaves],
  ["with skip transcoders", modelWithSkips],
] as const)(
  "every contribution to all targets at a position is the one plain loops give, and all add up: models %s",
  async (_, models) => {
    await fc.assert(
      fc.asyncProperty(models, fc.nat(6), (spec, place) =>
        withRandomModel(runtime, folder, spec, async ({ model, tokens }) => {
          const oracle = await NaiveAttribution.open(model, tokens);
          const position = place % tokens.length;
          const active = oracle
            .activeFeatures()
            .filter(({ kind, layer, position: at }) => at === position && !oracle.isLeaf(kind, layer));
          for (const mode of modesOf(spec)) {
            for (const target of [...active, ...logitsAt(position, spec)]) {
              const ours = await expandNode(model, tokens, mode, target);
              const naive = oracle.contributions(target, mode);
              expect(ours.contributions.map(({ source }) => source).toSorted()).toEqual(
                [...naive.keys()].toSorted(),
              );
              for (const { source, contribution } of ours.contributions)
                expectClose(contribution, naive.get(source), `${source} -> ${ours.target}`);
              expectClose(ours.value, oracle.value(target), ours.target);
              const { sum, absoluteSum, residual } = ours.completeness;
              expect(residual, ours.target).toBeLessThan(1e-4 * (1 + absoluteSum));
              expect(Math.abs(sum - ours.value), ours.target).toBeLessThan(1e-4 * (1 + absoluteSum));
            }
          }
        }),
      ),
      { numRuns: 20 },
    );
  },
  120_000,
);

const powerOfTen = (min: number, max: number) =>
  fc.noBias(fc.double({ min, max, noNaN: true })).map((exponent) => 10 ** exponent);

/** What a person may ask of a sweep; target and mode are chosen among what a model has. */
const question = fc.record({
  choice: fc.noBias(fc.nat()),
  kind: fc.constantFrom("feature" as const, "logit" as const, "logit-diff" as const),
  modeChoice: fc.nat(1),
  threshold: powerOfTen(-3, -1),
  edgeThreshold: fc.oneof(fc.constant(0), powerOfTen(-4, -1.5)),
  maxNodes: fc.oneof(fc.constant(defaultMaxNodes), fc.noBias(fc.integer({ min: 1, max: 12 }))),
});
/** Most with all dictionaries, so that circuits are deep. */
const sweptModel = fc.oneof(modelOfAnyShape, { arbitrary: modelWithAllDictionaries, weight: 2 });

test.each([
  ["of any shape", sweptModel],
  ["with dictionaries that open leaves", modelWithLeaves],
  ["with skip transcoders", modelWithSkips],
] as const)(
  "the sweep of random targets gives the numbers of the node-by-node definition, within any limits: models %s",
  async (_, models) => {
    await fc.assert(
      fc.asyncProperty(models, question, (spec, { choice, kind, modeChoice, ...limits }) =>
        withRandomModel(runtime, folder, spec, async ({ model, tokens }) => {
          const oracle = await NaiveAttribution.open(model, tokens);
          const modes = modesOf(spec);
          const mode = modes[modeChoice % modes.length] ?? "direct";
          const active = oracle.activeFeatures().filter(({ kind, layer }) => !oracle.isLeaf(kind, layer));
          const logits = logitsAt(choice % tokens.length, spec).filter((target) => target.kind === kind);
          const target = [...logits, active[choice % active.length], ...logitsAt(0, spec)].find(Boolean);
          if (!target) throw new Error("there is always a logit");
          const naive = naiveSweep(oracle, target, { mode, ...limits });
          const ours = await traceCircuit(
            model,
            tokens,
            { identity, target, mode, ...limits },
            { expandNearThreshold: (id) => naive.expanded.has(id) || naive.leftOut.has(id) },
          );
          // Where maxNodes cuts between nodes of all but the same influence, rounding chooses.
          if (naive.cutMargin > 1e-5) expectSame(ours, naive);
          expectInvariants(ours, (id) => {
            const feature = parseNodeId(id);
            return feature !== undefined && isFeature(feature) && oracle.isLeaf(feature.kind, feature.layer);
          });
        }),
      ),
      { numRuns: 30 },
    );
  },
  120_000,
);

const magnitude = (values: Iterable<number>) => [...values].reduce((sum, value) => sum + Math.abs(value), 0);

function expectSame(ours: Circuit, naive: NaiveCircuit): void {
  const { edgeThreshold, threshold } = ours.spec;
  expect(new Set(ours.nodes.filter(({ expanded }) => expanded).map(({ id }) => id))).toEqual(naive.expanded);
  for (const { id, influence, effect } of ours.nodes) {
    expectClose(influence, naive.influence.get(id), `influence of ${id}`);
    expectClose(effect, naive.effect.get(id), `effect of ${id}`);
  }
  const kept = new Map(ours.edges.map((edge) => [`${edge.source} -> ${edge.target}`, edge.contribution]));
  expect(kept.size).toBe(ours.edges.length);
  for (const [target, step] of naive.contributions) {
    const total = magnitude(step.values());
    let [count, sum, absoluteSum] = [0, 0, 0];
    for (const [source, contribution] of step) {
      const edge = `${source} -> ${target}`;
      const share = ((naive.influence.get(target) ?? 0) * Math.abs(contribution)) / total;
      const mine = kept.get(edge);
      if (Math.abs(share - edgeThreshold) > 1e-5 || edgeThreshold === 0)
        expect(mine !== undefined, edge).toBe(share >= edgeThreshold);
      if (mine !== undefined) {
        expectClose(mine, contribution, edge);
        kept.delete(edge);
        continue;
      }
      count += 1;
      sum += contribution;
      absoluteSum += Math.abs(contribution);
    }
    const rest = ours.rest.find((other) => other.target === target);
    expect(rest?.count ?? 0, target).toBe(count);
    expectClose(rest?.sum ?? 0, sum, `rest of ${target}`);
    expectClose(rest?.absoluteSum ?? 0, absoluteSum, `absolute rest of ${target}`);
  }
  expect([...kept.keys()]).toEqual([]);
  expect(ours.truncated).toBe(naive.leftOut.size > 0);
  const left = [...naive.leftOut].map((id) => naive.influence.get(id) ?? 0);
  // Each of those within rounding of the threshold may or may not be counted.
  const doubtful = left.filter((influence) => influence - threshold < 1e-5).length * threshold;
  expect(Math.abs((ours.unexpandedInfluence ?? 0) - magnitude(left))).toBeLessThan(1e-3 + doubtful);
  expectScores(ours, naive);
}

/** Section 3's two scores, from the definition's own influences and contributions. */
function expectScores({ scores }: Circuit, { influence, contributions }: NaiveCircuit): void {
  const inStream = [...influence].filter(([id]) => id.startsWith("embed@") || id.startsWith("pos@"));
  expectClose(scores.replacement, magnitude(inStream.map(([, value]) => value)), "replacement");
  let [weight, explained] = [0, 0];
  for (const [target, step] of contributions) {
    const errors = [...step].filter(([source]) => source.includes("-error.")).map(([, value]) => value);
    weight += influence.get(target) ?? 0;
    explained += (influence.get(target) ?? 0) * (1 - magnitude(errors) / magnitude(step.values()));
  }
  expectClose(scores.completeness, explained / weight, "completeness");
}

/** What a circuit must be by itself, whatever the model; `isLeaf` tells the features that are never expanded. */
function expectInvariants(circuit: Circuit, isLeaf: (id: string) => boolean): void {
  const { spec, nodes, edges, rest } = circuit;
  const expanded = nodes.filter((node) => node.expanded);
  const leaves = nodes.filter((node) => !node.expanded);
  const [root] = nodes;
  expect(expanded.filter(({ id }) => isLeaf(id))).toEqual([]);
  expect(expanded.length).toBeLessThanOrEqual(spec.maxNodes);
  expect(circuit.checks.largestResidual).toBeLessThan(1e-4);
  const named = [root?.id, ...expanded.map(({ id }) => id), ...edges.map(({ source }) => source)];
  expect(nodes.map(({ id }) => id).toSorted()).toEqual([...new Set(named)].toSorted());

  let restInfluence = 0;
  for (const { id, activation, influence } of expanded) {
    const kept = edges.filter(({ target }) => target === id).map(({ contribution }) => contribution);
    const left = rest.find(({ target }) => target === id) ?? { sum: 0, absoluteSum: 0 };
    const sum = kept.reduce((all, contribution) => all + contribution, left.sum);
    const absoluteSum = magnitude(kept) + left.absoluteSum;
    expect(Math.abs(sum - (activation ?? Number.NaN)), id).toBeLessThan(1e-4 * (1 + absoluteSum));
    restInfluence += (influence * left.absoluteSum) / absoluteSum;
  }
  // A leaf without a kept edge is not listed; all of its influence came by edges that are in the rest.
  const influence = magnitude(leaves.map((leaf) => leaf.influence));
  expect(influence).toBeLessThan(1 + 1e-5);
  expect(influence + restInfluence).toBeGreaterThan(1 - 1e-5);
  if (spec.edgeThreshold === 0) {
    const effects = leaves.map(({ effect }) => effect);
    const effect = effects.reduce((sum, value) => sum + value, 0);
    expect(rest).toEqual([]);
    expect(Math.abs(effect - (root?.activation ?? Number.NaN))).toBeLessThan(1e-3 * (1 + magnitude(effects)));
    const over = leaves.filter(
      (leaf) => leaf.activation !== null && leaf.influence >= spec.threshold && !isLeaf(leaf.id),
    );
    expect(circuit.unexpandedInfluence ?? 0).toBeCloseTo(magnitude(over.map((leaf) => leaf.influence)), 5);
  }
  for (const score of Object.values(circuit.scores)) {
    expect(score).toBeGreaterThanOrEqual(0);
    expect(score).toBeLessThanOrEqual(1 + 1e-6);
  }
}

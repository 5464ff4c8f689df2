import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type LoadedModel, openModel } from "../model";
import { NaiveAttribution, type NaiveTarget } from "../oracle/naive-attribution";
import { naiveSweep } from "../oracle/naive-sweep";
import { type RandomModelSpec, writeRandomModel } from "../oracle/random-model";
import { openRuntime, type Runtime } from "../runtime";
import type { Circuit } from "./circuit-format";
import { expandNode } from "./expand-node";
import type { TargetId } from "./node-id";
import { traceCircuit } from "./trace-circuit";

const folder = mkdtempSync(path.join(tmpdir(), "attribution-"));
const identity = { model: "random", modelChecksum: "0".repeat(64), dictionarySets: [] };
let runtime: Runtime;
let count = 0;

beforeAll(async () => {
  runtime = await openRuntime({ provider: "cpu", threads: 1 });
});
afterAll(() => rmSync(folder, { recursive: true }));

const dtype = fc.constantFrom("F32" as const, "F16" as const, "BF16" as const);

/** Models of odd shapes, with any subset of dictionaries of any rule, and any processing. */
const spec: fc.Arbitrary<RandomModelSpec> = fc
  .record({
    seed: fc.integer({ min: 1, max: 1_000_000 }),
    layers: fc.integer({ min: 1, max: 3 }),
    heads: fc.integer({ min: 1, max: 4 }),
    dHead: fc.integer({ min: 1, max: 7 }),
    dMlp: fc.integer({ min: 1, max: 20 }),
    vocabularySize: fc.integer({ min: 12, max: 60 }),
    contextLength: fc.integer({ min: 1, max: 7 }),
    activation: fc.constantFrom("gelu-tanh" as const, "gelu" as const, "relu" as const),
    dtype,
    tiedEmbeddings: fc.boolean(),
    prefix: fc.constant("" as const),
    processing: fc.record({ fold_value_biases: fc.boolean(), center_writing_weights: fc.boolean() }),
    wanted: fc.uniqueArray(
      fc.record({
        kind: fc.constantFrom("attn" as const, "mlp" as const, "resid" as const),
        layer: fc.integer({ min: 0, max: 2 }),
        dFeatures: fc.integer({ min: 1, max: 40 }),
        rule: fc.constantFrom("relu" as const, "jumprelu" as const, "topk" as const),
        dtype,
      }),
      { maxLength: 7, selector: ({ kind, layer }) => `${kind}.${layer}` },
    ),
  })
  // A residual stream of one or two numbers is all but fixed by its LayerNorm.
  .filter(({ heads, dHead }) => heads * dHead > 2)
  .map(({ wanted, ...rest }) => ({
    ...rest,
    dictionaries: wanted.filter(({ layer }) => layer < rest.layers),
  }));

async function withModel<T>(
  spec: RandomModelSpec,
  use: (model: LoadedModel, tokens: number[]) => Promise<T>,
) {
  const dir = path.join(folder, `model-${count++}`);
  writeRandomModel(dir, spec);
  const model = await openModel(dir, { runtime });
  const tokens = Array.from(
    { length: spec.contextLength },
    (_, i) => (i * 7 + spec.seed) % spec.vocabularySize,
  );
  try {
    return await use(model, tokens);
  } finally {
    await model.close();
    rmSync(dir, { recursive: true });
  }
}

function modesOf(spec: RandomModelSpec) {
  return spec.dictionaries.some(({ kind }) => kind === "resid")
    ? (["direct", "residual"] as const)
    : (["direct"] as const);
}

/** Some active features of each dictionary, and a logit. */
function someTargets(oracle: NaiveAttribution, spec: RandomModelSpec): NaiveTarget[] {
  const active = oracle.activeFeatures().filter((_, i) => i % 17 === 0);
  const position = spec.contextLength - 1;
  const index = spec.seed % spec.vocabularySize;
  return [...active.slice(0, 8), { kind: "logit", index, position }];
}

test("every contribution to random targets of random models is the one plain loops give, and all add up", async () => {
  await fc.assert(
    fc.asyncProperty(spec, (spec) =>
      withModel(spec, async (model, tokens) => {
        const oracle = await NaiveAttribution.open(model, tokens);
        for (const mode of modesOf(spec)) {
          for (const target of someTargets(oracle, spec)) {
            const ours = await expandNode(model, tokens, mode, target);
            const naive = oracle.contributions(target, mode);
            expect(ours.contributions.map(({ source }) => source).toSorted()).toEqual(
              [...naive.keys()].toSorted(),
            );
            for (const { source, contribution } of ours.contributions) {
              const expected = naive.get(source) ?? Number.NaN;
              const difference = Math.abs(contribution - expected) / (1 + Math.abs(expected));
              expect(difference, `${source} -> ${ours.target}`).toBeLessThan(1e-3);
            }
            const { sum, absoluteSum, residual } = ours.completeness;
            expect(residual, ours.target).toBeLessThan(1e-4 * (1 + absoluteSum));
            expect(Math.abs(sum - ours.value)).toBeLessThan(1e-4 * (1 + absoluteSum));
          }
        }
      }),
    ),
    { numRuns: 40 },
  );
});

test("the sweep of random targets gives the numbers of the node-by-node definition", async () => {
  await fc.assert(
    fc.asyncProperty(spec, fc.constantFrom(0.003, 0.02, 0.1), (spec, threshold) =>
      withModel(spec, async (model, tokens) => {
        const oracle = await NaiveAttribution.open(model, tokens);
        for (const mode of modesOf(spec)) {
          for (const target of someTargets(oracle, spec).slice(-3)) {
            const naive = naiveSweep(oracle, target, mode, threshold);
            const ours = await traceCircuit(
              model,
              tokens,
              { identity, target, mode, threshold },
              { expandNearThreshold: (id) => naive.expanded.has(id) },
            );
            expectSame(ours, naive);
            expectInvariants(ours);
          }
        }
      }),
    ),
    { numRuns: 25 },
  );
});

function expectSame(ours: Circuit, naive: ReturnType<typeof naiveSweep>): void {
  expect(ours.nodes.map(({ id }) => id).toSorted()).toEqual([...naive.influence.keys()].toSorted());
  expect(new Set(ours.nodes.filter(({ expanded }) => expanded).map(({ id }) => id))).toEqual(naive.expanded);
  expect(ours.edges).toHaveLength(naive.contributions.size);
  const close = (value: number, expected: number | undefined, where: string) =>
    expect(Math.abs(value - (expected ?? Number.NaN)) / (1 + Math.abs(expected ?? 0)), where).toBeLessThan(
      1e-3,
    );
  for (const { source, target, contribution } of ours.edges)
    close(contribution, naive.contributions.get(`${source} -> ${target}`), `${source} -> ${target}`);
  for (const { id, influence, effect } of ours.nodes) {
    close(influence, naive.influence.get(id), `influence of ${id}`);
    close(effect, naive.effect.get(id), `effect of ${id}`);
  }
}

/** Influence over the leaves sums to 1, and effect to the root's value. */
function expectInvariants(circuit: Circuit): void {
  const leaves = circuit.nodes.filter(({ expanded }) => !expanded);
  const [root] = circuit.nodes;
  const absolute = leaves.reduce((sum, { effect }) => sum + Math.abs(effect), 0);
  const influence = leaves.reduce((sum, leaf) => sum + leaf.influence, 0);
  const effect = leaves.reduce((sum, leaf) => sum + leaf.effect, 0);
  expect(influence).toBeCloseTo(1, 5);
  expect(Math.abs(effect - (root?.activation ?? Number.NaN))).toBeLessThan(1e-3 * (1 + absolute));
  expect(circuit.checks.largestResidual).toBeLessThan(1e-4);
  for (const score of Object.values(circuit.scores)) {
    expect(score).toBeGreaterThanOrEqual(0);
    expect(score).toBeLessThanOrEqual(1 + 1e-6);
  }
  expect(new Set(circuit.nodes.map(({ id }) => id)).size).toBe(circuit.nodes.length);
}

const plain: RandomModelSpec = {
  ...{ seed: 3, layers: 3, heads: 3, dHead: 5, dMlp: 20, vocabularySize: 60, contextLength: 9 },
  ...{ activation: "gelu-tanh", dtype: "F32", tiedEmbeddings: true, prefix: "" },
  processing: { fold_value_biases: false, center_writing_weights: false },
  dictionaries: [0, 1, 2].flatMap((layer) =>
    (["attn", "mlp", "resid"] as const).map((kind) => {
      return { kind, layer, dFeatures: 48, rule: "relu" as const, dtype: "F32" as const };
    }),
  ),
};
const logit: TargetId = { kind: "logit", index: 5, position: 8 };

test("with an edge threshold, kept edges and the rest add up to what no threshold gives", async () => {
  await withModel(plain, async (model, tokens) => {
    const request = { identity, target: logit, mode: "residual" as const, threshold: 0.01 };
    const all = await traceCircuit(model, tokens, request);
    const some = await traceCircuit(model, tokens, { ...request, edgeThreshold: 0.002 });
    expect(some.edges.length).toBeLessThan(all.edges.length / 2);
    expect(all.rest).toEqual([]);
    for (const { id } of all.nodes.filter(({ expanded }) => expanded)) {
      const total = (circuit: Circuit, of: (value: number) => number) =>
        circuit.edges
          .filter(({ target }) => target === id)
          .reduce((sum, edge) => sum + of(edge.contribution), 0);
      const rest = some.rest.find(({ target }) => target === id) ?? { count: 0, sum: 0, absoluteSum: 0 };
      const [kept, every] = [some, all].map(
        ({ edges }) => edges.filter(({ target }) => target === id).length,
      );
      expect((kept ?? 0) + rest.count).toBe(every);
      expect(total(some, Number) + rest.sum).toBeCloseTo(total(all, Number), 5);
      expect(total(some, Math.abs) + rest.absoluteSum).toBeCloseTo(total(all, Math.abs), 5);
    }
    const inAll = new Map(all.nodes.map((node) => [node.id, node]));
    for (const node of some.nodes) expect(node).toEqual(inAll.get(node.id));
    const named = new Set(some.nodes.map(({ id }) => id));
    for (const { source, target } of some.edges) expect(named.has(source) && named.has(target)).toBe(true);
    expect(some.scores).toEqual(all.scores);
  });
});

test("a bound on expanded nodes is kept and reported with the influence left unexpanded", async () => {
  await withModel(plain, async (model, tokens) => {
    const request = { identity, target: logit, threshold: 0.004 };
    const all = await traceCircuit(model, tokens, request);
    const expandedOf = ({ nodes }: Circuit) => nodes.filter(({ expanded }) => expanded);
    expect(all.truncated).toBe(false);
    expect(expandedOf(all).length).toBeGreaterThan(5);
    const bounded = await traceCircuit(model, tokens, { ...request, maxNodes: 4 });
    expect(expandedOf(bounded)).toHaveLength(4);
    expect(bounded.truncated).toBe(true);
    const left = bounded.nodes
      .filter(({ expanded, influence, activation }) => !expanded && activation !== null && influence >= 0.004)
      .reduce((sum, { influence }) => sum + influence, 0);
    expect(bounded.unexpandedInfluence).toBeCloseTo(left, 6);
    expectInvariants(bounded);
  });
});

test("a circuit is the same on one thread and on two, within a thousandth, and the same twice", async () => {
  const dir = path.join(folder, "threads");
  writeRandomModel(dir, { ...plain, heads: 6, dHead: 16, dMlp: 200 });
  const circuits: Circuit[] = [];
  for (const threads of [1, 2]) {
    const model = await openModel(dir, { runtime: await openRuntime({ provider: "cpu", threads }) });
    const tokens = [1, 2, 3, 4, 5, 6, 7, 8, 9];
    const request = { identity, target: logit, mode: "residual" as const, threshold: 0.005 };
    const circuit = await traceCircuit(model, tokens, request);
    expect(await traceCircuit(model, tokens, request)).toEqual(circuit);
    circuits.push(circuit);
    await model.close();
  }
  const [one, two] = circuits;
  expect(one?.nodes.map(({ id }) => id)).toEqual(two?.nodes.map(({ id }) => id));
  for (const [i, node] of one?.nodes.entries() ?? []) {
    expect(Math.abs(node.influence - (two?.nodes[i]?.influence ?? Number.NaN))).toBeLessThan(1e-3);
    expect(Math.abs(node.effect - (two?.nodes[i]?.effect ?? Number.NaN))).toBeLessThan(
      1e-3 * (1 + Math.abs(node.effect)),
    );
  }
});

test("a feature that is not active is refused with the places where it is", async () => {
  await withModel(plain, async (model, tokens) => {
    const oracle = await NaiveAttribution.open(model, tokens);
    const active = oracle.activeFeatures().filter(({ kind, layer }) => kind === "attn" && layer === 1);
    const placesOf = (index: number) => active.filter((f) => f.index === index).map((f) => f.position);
    const index = active.find((f) => placesOf(f.index).length < tokens.length)?.index ?? -1;
    const places = placesOf(index);
    const position = tokens.findIndex((_, s) => !places.includes(s));
    const target: TargetId = { kind: "attn", layer: 1, index, position };
    await expect(traceCircuit(model, tokens, { identity, target })).rejects.toMatchObject({
      name: "EngineError",
      code: "invalid-input",
      message: `attn.1.${index} is not active at position ${position}. It is active at ${places.length === 1 ? "position" : "positions"} ${places.join(", ")}.`,
    });
  });
});

test.each([
  ["a position past the text", { kind: "logit", index: 1, position: 99 }, {}],
  ["a token outside the vocabulary", { kind: "logit", index: 60, position: 1 }, {}],
  ["a layer the model does not have", { kind: "attn", layer: 9, index: 1, position: 1 }, {}],
  ["a feature the dictionary does not have", { kind: "attn", layer: 1, index: 999, position: 1 }, {}],
  ["a threshold of 0", logit, { threshold: 0 }],
  ["a threshold that is no number", logit, { threshold: Number.NaN }],
  ["no nodes to expand", logit, { maxNodes: 0 }],
] as const)("%s is refused", async (_, target, limits) => {
  await withModel(plain, async (model, tokens) => {
    await expect(traceCircuit(model, tokens, { identity, target, ...limits })).rejects.toMatchObject({
      name: "EngineError",
      code: "invalid-input",
    });
  });
});

test("residual mode is refused where there are no residual dictionaries", async () => {
  const without = { ...plain, dictionaries: plain.dictionaries.filter(({ kind }) => kind !== "resid") };
  await withModel(without, async (model, tokens) => {
    const request = { identity, target: logit, mode: "residual" as const };
    await expect(traceCircuit(model, tokens, request)).rejects.toMatchObject({ code: "invalid-input" });
    await expect(expandNode(model, tokens, "residual", logit)).rejects.toMatchObject({
      code: "invalid-input",
    });
  });
});

test("an aborted trace ends with the reason, and the next one is right", async () => {
  await withModel(plain, async (model, tokens) => {
    const request = { identity, target: logit, threshold: 0.005 };
    const abort = new AbortController();
    const seen: number[] = [];
    const trace = traceCircuit(model, tokens, request, {
      signal: abort.signal,
      onProgress: ({ done }) => {
        seen.push(done);
        if (done === 3) abort.abort(new Error("enough"));
      },
    });
    await expect(trace).rejects.toThrow("enough");
    expect(seen).toEqual([1, 2, 3]);
    expectInvariants(await traceCircuit(model, tokens, request));
  });
});

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Circuit } from "@/lib/circuit-format/circuit";
import type { TargetId } from "@/lib/circuit-format/node-id";
import { openModel } from "../model";
import { withRandomModel } from "../oracle/arbitrary-model";
import { NaiveAttribution } from "../oracle/naive-attribution";
import { type RandomModelSpec, writeRandomModel } from "../oracle/random-model";
import { openRuntime, type Runtime } from "../runtime";
import { expandNode } from "./expand-node";
import { traceCircuit } from "./trace-circuit";

const folder = mkdtempSync(path.join(tmpdir(), "trace-circuit-"));
const identity = { model: "random", modelChecksum: "0".repeat(64), dictionarySets: [] };
let runtime: Runtime;

beforeAll(async () => {
  runtime = await openRuntime({ provider: "cpu", threads: 1 });
});
afterAll(() => rmSync(folder, { recursive: true }));

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

test("with an edge threshold, kept edges and the rest add up to what no threshold gives", async () => {
  await withRandomModel(runtime, folder, plain, async ({ model, tokens }) => {
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
  await withRandomModel(runtime, folder, plain, async ({ model, tokens }) => {
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

/** Opens the model anew, so that forward pass, encoders and sweep are all done again. */
async function traceAnew(dir: string, threads: number): Promise<Circuit> {
  const model = await openModel(dir, { runtime: await openRuntime({ provider: "cpu", threads }) });
  try {
    const request = { identity, target: logit, mode: "residual" as const, threshold: 0.005 };
    return await traceCircuit(model, [1, 2, 3, 4, 5, 6, 7, 8, 9], request);
  } finally {
    await model.close();
  }
}

test("a circuit is the same twice, from the model's opening on, on one thread and on two", async () => {
  const dir = path.join(folder, "threads");
  writeRandomModel(dir, { ...plain, heads: 6, dHead: 16, dMlp: 200 });
  const one = await traceAnew(dir, 1);
  expect(await traceAnew(dir, 1)).toEqual(one);
  expect(await traceAnew(dir, 2)).toEqual(one);
  expect(one.nodes.filter(({ expanded }) => expanded).length).toBeGreaterThan(5);
});

test("a feature that is not active is refused with the places where it is", async () => {
  await withRandomModel(runtime, folder, plain, async ({ model, tokens }) => {
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
  await withRandomModel(runtime, folder, plain, async ({ model, tokens }) => {
    await expect(traceCircuit(model, tokens, { identity, target, ...limits })).rejects.toMatchObject({
      name: "EngineError",
      code: "invalid-input",
    });
  });
});

test("residual mode is refused where there are no residual dictionaries", async () => {
  const without = { ...plain, dictionaries: plain.dictionaries.filter(({ kind }) => kind !== "resid") };
  await withRandomModel(runtime, folder, without, async ({ model, tokens }) => {
    const request = { identity, target: logit, mode: "residual" as const };
    await expect(traceCircuit(model, tokens, request)).rejects.toMatchObject({ code: "invalid-input" });
    await expect(expandNode(model, tokens, "residual", logit)).rejects.toMatchObject({
      code: "invalid-input",
    });
  });
});

test("an aborted trace ends with the reason, and the next one is right", async () => {
  await withRandomModel(runtime, folder, plain, async ({ model, tokens }) => {
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

test("an aborted expansion ends with the reason, and the next one is right", async () => {
  await withRandomModel(runtime, folder, plain, async ({ model, tokens }) => {
    const abort = new AbortController();
    const expansion = expandNode(model, tokens, "direct", logit, { signal: abort.signal });
    abort.abort(new Error("enough"));
    await expect(expansion).rejects.toThrow("enough");
    const { completeness } = await expandNode(model, tokens, "direct", logit);
    expect(completeness.residual).toBeLessThanOrEqual(1e-4 * (1 + completeness.absoluteSum));
  });
});

test("a circuit whose document fits is traced, and one that is certain not to fit is refused on the way, with figures", async () => {
  await withRandomModel(runtime, folder, plain, async ({ model, tokens }) => {
    for (const edgeThreshold of [0, 0.002]) {
      const request = { identity, target: logit, mode: "residual" as const, threshold: 0.01, edgeThreshold };
      const whole = await traceCircuit(model, tokens, request);
      const bytes = JSON.stringify(whole).length;
      expect(await traceCircuit(model, tokens, request, { maxBytes: bytes })).toEqual(whole);
      let expanded = 0;
      const onProgress = (progress: { expanded: number }) => {
        expanded = progress.expanded;
      };
      // Numbers are counted at their shortest, so a document is known to be too large at twice what may be kept.
      const options = { maxBytes: bytes / 2, onProgress };
      await expect(traceCircuit(model, tokens, request, options)).rejects.toThrow(
        /larger than the 0 MB that can be kept: it has [\d,]+ edges among [\d,]+ nodes before/,
      );
      expect(expanded).toBeLessThan(whole.nodes.filter((node) => node.expanded).length);
    }
  });
});

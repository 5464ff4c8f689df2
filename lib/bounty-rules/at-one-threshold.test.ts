import { expect, test } from "vitest";
import type { Circuit } from "@/lib/circuit-format/circuit";
import { atOneThreshold, cutAt } from "./at-one-threshold";
import { circuitOf, type Edges, honestEdges, honestTarget } from "./made-up-entry";

const fine = { threshold: 0.01, edgeThreshold: 0, maxNodes: 5_000 };
const influences = (nodes: Circuit["nodes"]) =>
  Object.fromEntries(nodes.map(({ id, influence, expanded }) => [id, [influence, expanded]]));
const at = (circuit: Circuit, change: Partial<typeof fine>): Circuit => ({
  ...circuit,
  spec: { ...circuit.spec, ...change },
});

/** Twelve features give the target an eighth to a thirtieth each, and each gets half of what it has from one of the layer below. */
const wide: Edges = Array.from({ length: 12 }, (_, n): Edges => {
  const [own, below] = [`attn.1.${n}@4`, `attn.0.${n}@3`];
  return [
    [own, honestTarget, 14 - n],
    [below, own, 1],
    ["embed@4", own, 1],
    ["embed@3", below, 1],
  ];
}).flat();

test("a circuit cut at its own thresholds is itself", () => {
  const circuit = circuitOf();
  const cut = cutAt(circuit, circuit.spec);
  expect(cut.map(({ id }) => id)).toEqual(circuit.nodes.map(({ id }) => id));
  for (const [n, { influence, expanded }] of cut.entries()) {
    expect(influence).toBeCloseTo(circuit.nodes[n]?.influence ?? Number.NaN, 12);
    expect(expanded).toBe(circuit.nodes[n]?.expanded);
  }
});

test("influence goes on through what reaches the threshold alone, and what has no edge of so much is left out", () => {
  // attn.1.3@4 has 3/7 of the influence, of which 2/3 come from mlp.0.5@4 and 1/3 from embed@4.
  const alone = {
    [honestTarget]: [1, true],
    "attn.1.3@4": [expect.closeTo(3 / 7, 12), true],
    "attn.0.2@3": [expect.closeTo(2 / 7, 12), false],
    "mlp.1.9@6": [expect.closeTo(1.5 / 7, 12), false],
    "attn-error.1@6": [expect.closeTo(0.5 / 7, 12), false],
    "mlp.0.5@4": [expect.closeTo(2 / 7, 12), false],
    "embed@4": [expect.closeTo(1 / 7, 12), false],
  };
  expect(influences(cutAt(circuitOf(), { ...fine, threshold: 0.4 }))).toEqual(alone);
  const kept = cutAt(circuitOf(), { ...fine, threshold: 0.4, edgeThreshold: 0.2 });
  expect(kept.map(({ id }) => id).sort()).toEqual(
    [honestTarget, "attn.1.3@4", "attn.0.2@3", "mlp.1.9@6", "mlp.0.5@4"].sort(),
  );
});

test("no more are expanded than there is room for, stage by stage, and in one the most influential first", () => {
  // The target and, of layer 1, its MLP's feature first.
  const one = influences(cutAt(circuitOf(), { ...fine, maxNodes: 2 }));
  expect(Object.keys(one).filter((id) => one[id]?.[1])).toEqual([honestTarget, "mlp.1.9@6"]);
  const cut = influences(cutAt(circuitOf(wide), { ...fine, maxNodes: 4 }));
  expect(Object.keys(cut).filter((id) => cut[id]?.[1])).toEqual([
    honestTarget,
    ...[0, 1, 2].map((n) => `attn.1.${n}@4`),
  ]);
});

test("what a node passed on counts by all that it got, what was not kept too", () => {
  const circuit = { ...circuitOf(), rest: [{ target: "attn.1.3@4", count: 9, sum: 0, absoluteSum: 3 }] };
  const cut = influences(cutAt(circuit, { ...fine, threshold: 0.4 }));
  expect(cut["embed@4"]).toEqual([expect.closeTo(((3 / 7) * 1) / 6, 12), false]);
});

test("edges in a circle, to nowhere or of nothing end", () => {
  const circle: Edges = [...honestEdges, ["attn.1.3@4", "mlp.0.5@4", 1], ["embed@9", "attn.5.5@9", 1]];
  const edges = circle.map(([source, target, contribution]) => ({ source, target, contribution }));
  const circuit = { ...circuitOf(), edges };
  expect(influences(cutAt(circuit, fine))[honestTarget]).toEqual([1, true]);
  const zeros = { ...circuit, edges: edges.map((edge) => ({ ...edge, contribution: 0 })) };
  expect(cutAt(zeros, { ...fine, edgeThreshold: 0.001 }).map(({ id }) => id)).toEqual([honestTarget]);
  expect(cutAt({ ...zeros, nodes: [] }, fine)).toEqual([]);
});

test("two are cut at the coarser of each bound, and of all", () => {
  const whole = circuitOf(wide);
  const cut = (side: Circuit, bound: Partial<typeof fine>) => {
    const { threshold, edgeThreshold, maxNodes } = side.spec;
    const asked = {
      threshold: Math.max(threshold, bound.threshold ?? 0),
      edgeThreshold: Math.max(edgeThreshold, bound.edgeThreshold ?? 0),
      maxNodes: Math.min(maxNodes, bound.maxNodes ?? 5_000),
    };
    return { ...side, nodes: cutAt(side, asked) };
  };
  const coarse = at(whole, { threshold: 0.09 });
  const pair = [cut(whole, coarse.spec), cut(coarse, coarse.spec)];
  expect(atOneThreshold(whole, coarse)).toEqual([pair]);
  expect(atOneThreshold(coarse, whole)).toEqual([pair.toReversed()]);
  const [one, other] = [at(whole, { threshold: 0.09 }), at(whole, { edgeThreshold: 0.02, maxNodes: 14 })];
  const bounds = [{ threshold: 0.09 }, { edgeThreshold: 0.02 }, { maxNodes: 14 }];
  expect(atOneThreshold(one, other)).toEqual(
    [...bounds, Object.assign({}, ...bounds)].map((bound) => [cut(one, bound), cut(other, bound)]),
  );
});

test("nobody stands in the way of a whole circuit by one that tells its target, or the first few, alone", () => {
  const whole = circuitOf(wide);
  const next = at(circuitOf(wide.slice(0, 1)), { threshold: 1, edgeThreshold: 0.9 });
  expect(atOneThreshold(whole, next)).toEqual([]);
  // Of nine features, what is entered is not cut like what was there; what is entered coarser is cut out of what was.
  const few = at(circuitOf(wide.filter(([from]) => /^attn\.1\.\d@/.test(from)).slice(0, 9)), {
    threshold: 0.2,
  });
  expect(atOneThreshold(whole, few)).toEqual([]);
  expect(atOneThreshold(few, whole)).toHaveLength(1);
});

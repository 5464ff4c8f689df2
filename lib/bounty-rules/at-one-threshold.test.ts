import { expect, test } from "vitest";
import type { Circuit } from "@/lib/circuit-format/circuit";
import { atOneThreshold, cutAt } from "./at-one-threshold";
import { circuitOf, type Edges, honestEdges, honestTarget } from "./made-up-entry";

const influences = (nodes: Circuit["nodes"]) =>
  Object.fromEntries(nodes.map(({ id, influence, expanded }) => [id, [influence, expanded]]));
const at = (circuit: Circuit, threshold: number, edgeThreshold = 0): Circuit => ({
  ...circuit,
  spec: { ...circuit.spec, threshold, edgeThreshold },
});

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
  expect(influences(cutAt(circuitOf(), { threshold: 0.4, edgeThreshold: 0 }))).toEqual({
    [honestTarget]: [1, true],
    "attn.1.3@4": [expect.closeTo(3 / 7, 12), true],
    "attn.0.2@3": [expect.closeTo(2 / 7, 12), false],
    "mlp.1.9@6": [expect.closeTo(1.5 / 7, 12), false],
    "attn-error.1@6": [expect.closeTo(0.5 / 7, 12), false],
    "mlp.0.5@4": [expect.closeTo(2 / 7, 12), false],
    "embed@4": [expect.closeTo(1 / 7, 12), false],
  });
  expect(Object.keys(influences(cutAt(circuitOf(), { threshold: 0.4, edgeThreshold: 0.2 }))).sort()).toEqual(
    [honestTarget, "attn.1.3@4", "attn.0.2@3", "mlp.1.9@6", "mlp.0.5@4"].sort(),
  );
});

test("what a node passed on counts by all that it got, what was not kept too", () => {
  const circuit = { ...circuitOf(), rest: [{ target: "attn.1.3@4", count: 9, sum: 0, absoluteSum: 3 }] };
  const cut = influences(cutAt(circuit, { threshold: 0.4, edgeThreshold: 0 }));
  expect(cut["embed@4"]).toEqual([expect.closeTo(((3 / 7) * 1) / 6, 12), false]);
});

test("edges in a circle, to nowhere or of nothing end", () => {
  const circle: Edges = [...honestEdges, ["attn.1.3@4", "mlp.0.5@4", 1], ["embed@9", "attn.5.5@9", 1]];
  const circuit = {
    ...circuitOf(),
    edges: circle.map(([source, target, contribution]) => ({ source, target, contribution })),
  };
  const cut = influences(cutAt(circuit, { threshold: 0.01, edgeThreshold: 0 }));
  expect(cut[honestTarget]).toEqual([1, true]);
  expect(cut).not.toHaveProperty(["attn.1.3@4"]);
  const zeros = { ...circuit, edges: circuit.edges.map((edge) => ({ ...edge, contribution: 0 })) };
  expect(cutAt(zeros, { threshold: 0.01, edgeThreshold: 0.001 }).map(({ id }) => id)).toEqual([honestTarget]);
  expect(cutAt({ ...zeros, nodes: [] }, { threshold: 0.01, edgeThreshold: 0 })).toEqual([]);
});

test("two are cut at the coarser of both thresholds, and stay as they are where the coarser leaves out most of the other", () => {
  const [fine, coarse] = [circuitOf(), at(circuitOf(), 0.4)];
  const [ours, theirs] = atOneThreshold(fine, coarse);
  expect(theirs).toBe(coarse);
  expect(ours.nodes).toEqual(cutAt(fine, coarse.spec));
  // Either may be the finer, each in one of the two.
  const crossed = atOneThreshold(at(fine, 0.4, 0), at(fine, 0.01, 0.25));
  expect(crossed.map(({ nodes }) => nodes)).toEqual(
    [0, 1].map(() => cutAt(fine, { threshold: 0.4, edgeThreshold: 0.25 })),
  );
  const [same] = atOneThreshold(fine, circuitOf());
  expect(same).toBe(fine);
  // Nobody stands in the way of a whole circuit by one that tells its target alone.
  const next = at(circuitOf(), 1, 0.9);
  expect(atOneThreshold(fine, next)).toEqual([fine, next]);
  expect(atOneThreshold(next, fine)).toEqual([next, fine]);
});

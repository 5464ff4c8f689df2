import { expect, test } from "vitest";
import { nodeColumns, parseNodeId } from "@/lib/circuit-format/node-id";
import {
  agreementOf,
  alignByRole,
  jaccard,
  jaccardsOf,
  type RoledCircuit,
  recurring,
  roledFeatures,
  withinThreshold,
} from "./family-circuit";

/** A circuit whose every node has the influence given, with an edge from each to the target. */
function circuit(
  target: string,
  influences: Record<string, number>,
  roles: Record<string, number>,
): RoledCircuit {
  const nodes = Object.entries({ [target]: 1, ...influences }).map(([id, influence]) => ({
    ...nodeColumns(parseNodeId(id) ?? { kind: "bias" }),
    ...{ activation: null, influence, effect: -influence, expanded: false },
  }));
  const edges = Object.entries(influences).map(([source, influence]) => ({
    source,
    target,
    contribution: -influence,
  }));
  return { circuit: { nodes, edges, rest: [], spec: { target, threshold: 0.1 } }, roles };
}

const first = circuit("logit.5@7", { "attn.1.2@4": 0.5, "mlp.0.9@2": 0.25, bias: 0.25 }, { S2: 4, END: 7 });
const second = circuit(
  "logit.6@9",
  { "attn.1.2@3": 0.25, "mlp.0.9@3": 0.05, "embed@3": 0.7 },
  { S2: 3, END: 9 },
);

test("nodes are set beside each other by role, wherever their tokens stand and whatever the target", () => {
  const { prompts, nodes, edges, withoutRole } = alignByRole([first, second]);
  expect(prompts).toBe(2);
  expect(nodes).toEqual([
    { name: "target", count: 2, influence: 1, effect: -1 },
    { name: "attn.1.2@S2", count: 2, influence: 0.375, effect: -0.375 },
    { name: "embed@S2", count: 1, influence: 0.35, effect: -0.35 },
    { name: "bias", count: 1, influence: 0.125, effect: -0.125 },
  ]);
  expect(edges.map(({ source, count }) => [source, count])).toEqual([
    ["attn.1.2@S2", 2],
    ["embed@S2", 1],
    ["bias", 1],
  ]);
  // What stands at a token without a role is counted and not aligned, and what is below the threshold is no part.
  expect(withoutRole).toEqual({ count: 1, influence: 0.125 });
});

test("what recurs is in the share of prompts that is asked for, and in half of them by default", () => {
  const family = alignByRole([first, second]);
  expect(recurring(family).nodes).toHaveLength(4);
  expect(recurring(family, 1).nodes.map(({ name }) => name)).toEqual(["target", "attn.1.2@S2"]);
  expect([...roledFeatures(family)]).toEqual(["attn.1.2@S2"]);
  expect(alignByRole([])).toEqual({
    prompts: 0,
    nodes: [],
    edges: [],
    withoutRole: { count: 0, influence: 0 },
  });
});

test("a node that is in exactly the share of prompts asked for recurs, whatever floating point makes of it", () => {
  for (const [least, count] of [
    [0.55, 55],
    [0.07, 7],
    [0.29, 29],
  ] as const) {
    const node = { influence: 1, effect: 1 };
    const nodes = [
      { name: "in", count, ...node },
      { name: "out", count: count - 1, ...node },
    ];
    const family = { prompts: 100, nodes, edges: [], withoutRole: { count: 0, influence: 0 } };
    expect(recurring(family, least).nodes.map(({ name }) => name)).toEqual(["in"]);
  }
});

test("a circuit without the edges of what is below the threshold aligns to the same, as its targets still get all of it", () => {
  const rest = [{ target: "logit.6@9", count: 3, sum: -0.5, absoluteSum: 1 }];
  const [a, b] = [first, { ...second, circuit: { ...second.circuit, rest } }].map(
    ({ circuit: whole, roles }) => {
      return { whole: { circuit: whole, roles }, less: { circuit: withinThreshold(whole), roles } };
    },
  );
  if (!a || !b) throw new Error("there are two");
  expect(a.less.circuit.edges).toEqual(a.whole.circuit.edges);
  expect(b.less.circuit.edges.map(({ source }) => source)).toEqual(["attn.1.2@3", "embed@3"]);
  expect(b.less.circuit.rest).toEqual([{ target: "logit.6@9", count: 4, sum: -0.55, absoluteSum: 1.05 }]);
  // Neither is the circuit itself changed.
  expect(rest[0]?.count).toBe(3);
  expect(b.whole.circuit.edges).toHaveLength(3);
  const [whole, less] = [alignByRole([a.whole, b.whole]), alignByRole([a.less, b.less])];
  expect(less.nodes).toEqual(whole.nodes);
  expect(less.edges.map(({ source, count }) => [source, count])).toEqual(
    whole.edges.map(({ source, count }) => [source, count]),
  );
  for (const [i, { influence }] of less.edges.entries())
    expect(influence).toBeCloseTo(whole.edges[i]?.influence ?? Number.NaN, 12);
});

test("sets are as alike as what they share of all that is in either, and of two empty ones nothing is said", () => {
  const [a, b, none] = [new Set(["x", "y"]), new Set(["y", "z", "w"]), new Set<string>()];
  expect(jaccard(a, b)).toBe(0.25);
  expect(jaccard(a, none)).toBe(0);
  expect(jaccard(none, none)).toBeNull();
  expect(agreementOf(jaccardsOf([a, b, none, none]))).toEqual({ mean: 0.25 / 5, pairs: 5 });
  expect(agreementOf(jaccardsOf([a]))).toEqual({ mean: null, pairs: 0 });
});

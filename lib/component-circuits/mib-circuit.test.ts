import fc from "fast-check";
import { expect, test } from "vitest";
import {
  type Circuit,
  type CircuitEdge,
  type CircuitNode,
  circuitFormat,
} from "@/lib/circuit-format/circuit";
import type { EdgeEnds } from "@/lib/circuit-format/edge-ends";
import { isLogit, parseNodeId } from "@/lib/circuit-format/node-id";
import { randomOf } from "@/lib/seeded-random";
import { ComponentSums } from "./component-sums";
import { checkEndsInLogits, mibCircuit } from "./mib-circuit";
import { MibReader } from "./mib-reader";

const H = 3;
const shape = { layers: 3, heads: H, dModel: 12, parallel: false };

/** A place in the forward pass, within a layer the stream, attention, the MLP. */
function depthOf(id: string): number {
  const node = parseNodeId(id);
  if (!node || !("layer" in node)) return node && isLogit(node) ? 1e9 : -1;
  return 3 * node.layer + ["resid", "attn", "mlp"].findIndex((kind) => node.kind.startsWith(kind));
}

interface SplitCircuit {
  circuit: Circuit;
  ends: Map<CircuitEdge, EdgeEnds>;
}

const features = [0, 1, 2].flatMap((l) => ["resid", "attn", "mlp"].map((kind) => `${kind}.${l}.${l}@1`));
const leaves = [
  ...[0, 1, 2].flatMap((l) => ["resid", "attn", "mlp"].map((kind) => `${kind}-error.${l}@1`)),
  ...["mlp-skip.1@1", "mlp-out.2@0", "embed@0", "embed@1", "pos@1"],
];

/** Circuits of a prediction with every kind of node, edges along the forward pass, each by the heads at its ends. */
const split: fc.Arbitrary<SplitCircuit> = fc.integer({ min: 1, max: 1e6 }).map((seed) => {
  const random = randomOf(seed);
  const value = () => 4 * random() - 2;
  const own = (id: string) =>
    node(id, { activation: 0.5 + random(), effect: value(), influence: random(), expanded: true });
  const leaf = (id: string) =>
    node(id, { activation: null, effect: value(), influence: random(), expanded: false });
  const nodes = [
    node("logit.7@1", { activation: 3, effect: 3, influence: 1 }),
    ...features.map(own),
    ...leaves.map(leaf),
  ];
  const edges = nodes
    .flatMap(({ id: target, expanded }) =>
      nodes.map(({ id: source }) => ({ source, target, contribution: value(), isOne: expanded })),
    )
    .filter(({ source, target, isOne }) => isOne && depthOf(source) < depthOf(target) && random() < 0.6)
    .map(({ source, target, contribution }) => ({ source, target, contribution }))
    .toSorted((a, b) => depthOf(b.target) - depthOf(a.target));
  const ends = edges.map((edge): [CircuitEdge, EdgeEnds] => {
    // Of layer 1, attention's dictionary is of no single head.
    const writers = /^attn(-error)?\.[02]/.test(edge.source) ? H : null;
    const readers = edge.target.startsWith("attn") ? H : 1;
    const parts = Float64Array.from({ length: (writers ?? 1) * readers }, value);
    return [edge, { writers, readers, parts }];
  });
  return { circuit: { ...emptyCircuit, nodes, edges }, ends: new Map(ends) };
});

function node(id: string, numbers: Partial<CircuitNode> = {}): CircuitNode {
  const parsed = parseNodeId(id) ?? never();
  return {
    ...{ id, kind: parsed.kind, index: null, position: null, activation: 2, influence: 0.5, effect: 4 },
    ...{ layer: "layer" in parsed ? parsed.layer : null, expanded: true, ...numbers },
  };
}

const emptyCircuit: Circuit = {
  format: circuitFormat,
  spec: {
    ...{ model: "made-up", modelChecksum: "0".repeat(64), dictionarySets: [], tokenIds: [1, 2] },
    ...{ target: "logit.7@1", mode: "residual", threshold: 0.1, edgeThreshold: 0, maxNodes: 100 },
  },
  tokens: [],
  nodes: [],
  edges: [],
  rest: [],
  scores: { replacement: 0, completeness: 0 },
  checks: { largestResidual: 0 },
  truncated: false,
};

function never(): never {
  throw new Error("there is no such node");
}

/** Every path from a component through residual features to the next, one by one. */
function naive({ circuit, ends }: SplitCircuit) {
  const nodes = new Map(circuit.nodes.map((node) => [node.id, node]));
  const nodeOf = (id: string) => nodes.get(id) ?? never();
  const scores = new Map<string, number>();
  const isIn = new Set<string>();
  /** What one unit of a node does by each way on to a component. */
  const waysOn = (id: string): [target: string, effect: number][] =>
    circuit.edges
      .filter(({ source }) => source === id)
      .flatMap((edge) => partsOf(edge).map(({ target, effect }) => [target, effect] as [string, number]));
  const partsOf = (edge: CircuitEdge) => {
    const { writers, readers, parts } = ends.get(edge) ?? never();
    const { kind, layer, effect, activation } = nodeOf(edge.target);
    const gradient = edge.target === circuit.spec.target ? 1 : effect / (activation ?? 0);
    return [...parts].flatMap((part, k) => {
      const writer = writers === null ? null : Math.floor(k / readers);
      if (kind === "resid")
        return waysOn(edge.target).map(([target, on]) => {
          return { writer, target, effect: (part / (activation ?? 0)) * on };
        });
      const target =
        kind === "attn" ? `a${layer}.h${k % readers}<v>` : kind === "mlp" ? `m${layer}` : "logits";
      return [{ writer, target, effect: gradient * part }];
    });
  };
  for (const edge of circuit.edges) {
    const { kind, layer, influence } = nodeOf(edge.source);
    if (["pos", "bias", "attn-bias", "mlp-bias", "resid", "resid-error"].includes(kind)) continue;
    for (const { writer, target, effect } of partsOf(edge)) {
      const isAttention = kind.startsWith("attn");
      if (isAttention && writer === null) continue;
      const source = kind === "embed" ? "input" : isAttention ? `a${layer}.h${writer}` : `m${layer}`;
      const name = `${source}->${target}`;
      scores.set(name, (scores.get(name) ?? 0) + effect);
      if (influence >= circuit.spec.threshold) isIn.add(name);
    }
  }
  return { scores, isIn };
}

test("what MIB's reader gets is the sum of every path between two components", () => {
  let compared = 0;
  fc.assert(
    fc.property(split, (made) => {
      const { circuit, ends } = made;
      const sums = new ComponentSums(circuit);
      for (const [edge, each] of ends) if (!/bias/.test(edge.source)) sums.add(edge, each);
      const read = new MibReader(JSON.stringify(mibCircuit(circuit, shape, sums)));
      const expected = naive(made);
      for (const [name, edge] of read.edges) {
        const score = expected.scores.get(name) ?? 0;
        expect(edge.score, name).toBeCloseTo(score, 6);
        expect(edge.isIn, name).toBe(expected.isIn.has(name));
        compared += score === 0 ? 0 : 1;
      }
      for (const [name, node] of read.nodes) {
        const own = [...read.edges.values()].filter(({ source }) => source === name);
        expect(node.score, name).toBeCloseTo(
          own.reduce((sum, { score }) => sum + score, 0),
          6,
        );
        expect(node.isIn, name).toBe(own.some(({ isIn }) => isIn));
      }
    }),
    { numRuns: 60, seed: 4 },
  );
  expect(compared).toBeGreaterThan(300);
});

/** embed and biases into a transcoder feature and an attention feature, these into a logit of 8. */
function smallCircuit(): Circuit {
  return {
    ...emptyCircuit,
    nodes: [
      node("logit.7@1", { activation: 8, effect: 8, influence: 1 }),
      node("mlp.0.5@1"),
      node("attn.0.3@1", { activation: 1, effect: -3, influence: 0.05 }),
      node("embed@1", { activation: null, expanded: false }),
      node("pos@1", { activation: null, expanded: false }),
      node("bias", { activation: null, expanded: false }),
    ],
    edges: [
      { source: "mlp.0.5@1", target: "logit.7@1", contribution: 4 },
      { source: "attn.0.3@1", target: "logit.7@1", contribution: -3 },
      { source: "bias", target: "logit.7@1", contribution: 7 },
      { source: "embed@1", target: "mlp.0.5@1", contribution: 1.5 },
      { source: "pos@1", target: "mlp.0.5@1", contribution: 0.5 },
      { source: "embed@1", target: "attn.0.3@1", contribution: 1 },
    ],
    rest: [{ target: "mlp.0.5@1", count: 1, sum: 0.125, absoluteSum: 0.125 }],
  };
}

function smallSums(circuit: Circuit): ComponentSums {
  const sums = new ComponentSums(circuit);
  const ends: Record<string, EdgeEnds> = {
    "attn.0.3@1 logit.7@1": { writers: 2, readers: 1, parts: Float64Array.of(-4, 1) },
    "embed@1 attn.0.3@1": { writers: null, readers: 2, parts: Float64Array.of(0.25, 0.75) },
  };
  for (const edge of circuit.edges) {
    if (edge.source === "bias") continue;
    const whole = { writers: null, readers: 1, parts: Float64Array.of(edge.contribution) };
    sums.add(edge, ends[`${edge.source} ${edge.target}`] ?? whole);
  }
  return sums;
}

test("a circuit of six nodes by hand: scores, what is in, and what is left out", () => {
  const circuit = smallCircuit();
  const written = mibCircuit(circuit, { ...shape, layers: 1, heads: 2 }, smallSums(circuit));
  expect(written.edges).toEqual({
    "input->a0.h0<v>": { score: -0.75, in_graph: true },
    "input->a0.h1<v>": { score: -2.25, in_graph: true },
    "input->m0": { score: 3, in_graph: true },
    "a0.h0->logits": { score: -4, in_graph: false },
    "a0.h1->logits": { score: 1, in_graph: false },
    "m0->logits": { score: 4, in_graph: true },
  });
  expect(written.nodes).toEqual({
    input: { score: 0, in_graph: true },
    "a0.h0": { score: -4, in_graph: false },
    "a0.h1": { score: 1, in_graph: false },
    m0: { score: 4, in_graph: true },
    logits: { in_graph: true },
  });
  expect(written.circuit_commons.leftOut).toEqual({ bias: 7, pos: 1, residual: 0, noHead: 0, rest: 0.25 });
  const read = new MibReader(JSON.stringify(written));
  read.prune();
  const left = [...read.edges].filter(([, { isIn }]) => isIn).map(([name]) => name);
  expect(left).toEqual(["input->m0", "m0->logits"]);
  read.takeNodes(2, true);
  expect([...read.nodes].filter(([, { isIn }]) => isIn).map(([name]) => name)).toEqual([]);
  read.takeNodes(4, true);
  expect([...read.nodes.values()].every(({ isIn }) => isIn)).toBe(true);
});

test("a circuit of a feature, and one with a target of no value, are refused in a sentence", () => {
  const circuit = smallCircuit();
  expect(() => checkEndsInLogits(circuit)).not.toThrow();
  const ofFeature = { ...circuit, spec: { ...circuit.spec, target: "attn.0.3@1" } };
  expect(() => checkEndsInLogits(ofFeature)).toThrow("MIB's circuits end in the logits");
  const nodes = circuit.nodes.map((each) => (each.id === "mlp.0.5@1" ? { ...each, activation: 0 } : each));
  expect(() => smallSums({ ...circuit, nodes })).toThrow("edges into mlp.0.5@1, and no value of it");
});

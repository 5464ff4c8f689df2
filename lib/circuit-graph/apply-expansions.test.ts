import { describe, expect, it } from "vitest";
import type { Expansion } from "@/lib/circuit-format/expansion";
import { applyExpansions } from "./apply-expansions";
import { madeUpCircuit } from "./made-up-circuit";

const activations = { "logit.5@2": 6, "attn.1.7@2": 2, "mlp.0.3@1": 1.5, "mlp.1.1@2": 3 };
type Edges = Parameters<typeof madeUpCircuit>[1][number][];
const top: Edges = [
  ["attn.1.7@2", "logit.5@2", 4],
  ["mlp.1.1@2", "logit.5@2", 3],
  ["bias", "logit.5@2", -1],
];
const ofMlp1: Edges = [
  ["attn.1.7@2", "mlp.1.1@2", 2],
  ["embed@2", "mlp.1.1@2", 1],
];
const ofAttention: Edges = [
  ["mlp.0.3@1", "attn.1.7@2", 3],
  ["embed@1", "attn.1.7@2", -1],
];
const ofMlp0: Edges = [["embed@1", "mlp.0.3@1", 1.5]];

function expansion(edges: Edges): Expansion {
  const [, target = ""] = edges[0] ?? [];
  return {
    target,
    mode: "direct",
    value: 0,
    contributions: edges.map(([source, , contribution]) => ({
      source,
      activation: activations[source as keyof typeof activations] ?? null,
      contribution,
    })),
    rest: { count: 0, sum: 0, absoluteSum: 0 },
    completeness: { sum: 0, absoluteSum: 0, residual: 0 },
    heads: null,
  };
}
const numbers = (document: ReturnType<typeof madeUpCircuit>) =>
  new Map(document.nodes.map(({ id, influence, effect, expanded }) => [id, [influence, effect, expanded]]));

describe("a node expanded by hand", () => {
  it("gives the same numbers as a circuit that was traced with it expanded", () => {
    const traced = numbers(
      madeUpCircuit("logit.5@2", [...top, ...ofMlp1, ...ofAttention, ...ofMlp0], activations),
    );
    const small = madeUpCircuit("logit.5@2", top, activations);
    const opened = numbers(
      applyExpansions(small, [expansion(ofMlp1), expansion(ofAttention), expansion(ofMlp0)]),
    );
    expect([...opened.keys()].sort()).toEqual([...traced.keys()].sort());
    for (const [id, [influence, effect, expanded]] of traced) {
      const [ourInfluence, ourEffect, ourExpanded] = opened.get(id) ?? [];
      expect(ourInfluence).toBeCloseTo(Number(influence), 12);
      expect(ourEffect).toBeCloseTo(Number(effect), 12);
      expect(ourExpanded).toBe(expanded);
    }
  });

  it("the order in which nodes were expanded makes no difference", () => {
    const small = madeUpCircuit("logit.5@2", top, activations);
    const steps = [expansion(ofMlp1), expansion(ofAttention), expansion(ofMlp0)];
    const forward = numbers(applyExpansions(small, steps));
    const backward = numbers(applyExpansions(small, [...steps].reverse()));
    for (const [id, values] of forward)
      expect(Number(backward.get(id)?.[0])).toBeCloseTo(Number(values[0]), 12);
  });

  it("one that is expanded already, or not there, changes nothing", () => {
    const document = madeUpCircuit("logit.5@2", [...top, ...ofMlp1], activations);
    expect(applyExpansions(document, [expansion(ofMlp1), expansion(ofMlp0)])).toBe(document);
  });

  it("brings along which heads carry what it gets, beside what was traced", () => {
    const heads = [{ source: "attn.1.7@2", target: "logit.5@2", writtenBy: [3, 1] }];
    const small = { ...madeUpCircuit("logit.5@2", top, activations), heads };
    const byHead = [{ source: "mlp.0.3@1", readBy: [1, 2] }];
    const opened = applyExpansions(small, [{ ...expansion(ofAttention), byHead }]);
    expect(opened.heads).toEqual([...heads, { source: "mlp.0.3@1", target: "attn.1.7@2", readBy: [1, 2] }]);
    const earlier = applyExpansions(madeUpCircuit("logit.5@2", top, activations), [expansion(ofAttention)]);
    expect(earlier.heads).toBeUndefined();
  });

  it("influence over leaves still sums to one", () => {
    const opened = applyExpansions(madeUpCircuit("logit.5@2", top, activations), [
      expansion(ofMlp1),
      expansion(ofAttention),
    ]);
    const leaves = opened.nodes.filter(({ expanded }) => !expanded);
    expect(leaves.reduce((sum, { influence }) => sum + influence, 0)).toBeCloseTo(1, 12);
  });
});

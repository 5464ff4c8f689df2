import { describe, expect, it } from "vitest";
import { effectScale } from "@/lib/causal-checks/effect-scale";
import { indexGraph } from "@/lib/circuit-graph/graph-index";
import { madeUpCircuit } from "@/lib/circuit-graph/made-up-circuit";
import type { NodeWords } from "@/lib/circuit-graph/node-words";
import { visibleGraph } from "@/lib/circuit-graph/visible-graph";
import { untouchedView } from "@/lib/views/view-state";
import { drawnColumns, drawnNodes, endColumn } from "./drawn-graph";
import { edgeWords } from "./edge-words";

const index = indexGraph(
  madeUpCircuit(
    "logit.5@2",
    [
      ["mlp.1.1@2", "logit.5@2", 5],
      ["mlp.1.2@2", "logit.5@2", -3],
      ["mlp-error.0@1", "logit.5@2", 1],
      ["mlp-error.0@2", "logit.5@2", 1],
      ["embed@2", "mlp.1.1@2", 2],
    ],
    { "logit.5@2": 4, "mlp.1.1@2": 4, "mlp.1.2@2": 1 },
  ),
);
const words: NodeWords = {
  tokens: ["<|endoftext|>", " gave", " to"].map((text, position) => ({ position, id: position, text })),
  outputs: new Map(),
  labels: new Map([["mlp.1.1", "says a name"]]),
};
const view = { ...untouchedView, above: 0 };
const visible = visibleGraph(index, view);
const drawn = (points?: Parameters<typeof effectScale>[0]) =>
  new Map(
    drawnNodes({ index, visible, view, words, layers: 4, scale: points ? effectScale(points) : null }).map(
      (node) => [node.id, node],
    ),
  );
const points = [
  { id: "mlp.1.1@2", predicted: 5, measured: 20 },
  { id: "mlp.1.2@2", predicted: -3, measured: 0.2 },
];

describe("chips after a causal check", () => {
  it("carry both effects on one scale, and what was not ablated its predicted one alone", () => {
    const nodes = drawn(points);
    expect(nodes.get("mlp.1.1@2")?.bar).toEqual({ predicted: 0.5, measured: 1, opposite: false });
    expect(nodes.get("mlp.1.2@2")?.bar).toMatchObject({ measured: 0.1, opposite: true });
    expect(nodes.get("embed@2")?.bar).toMatchObject({ measured: null, opposite: false });
    expect(nodes.get("errors:mlp.0")?.bar?.measured).toBeNull();
    expect(drawn().get("mlp.1.1@2")?.bar).toBeUndefined();
  });

  it("say both numbers with their unit, and which way they go", () => {
    const nodes = drawn(points);
    expect(nodes.get("mlp.1.1@2")?.name).toMatch(/, predicted effect 5\.00, measured 20\.0 logits$/);
    expect(nodes.get("mlp.1.2@2")?.name).toMatch(/measured 0\.200 logits, against its prediction$/);
    expect(nodes.get("embed@2")?.name).toMatch(
      /, effect 2\.50 logits, not measured$|, effect \S+ logits, not measured$/,
    );
    expect(drawn().get("mlp.1.1@2")?.name).toMatch(/, effect 5\.00 logits$/);
  });
});

describe("folded errors", () => {
  it("stand at the row's end, behind all tokens, as a share of the influence, and name what they hold", () => {
    const fold = drawn().get("errors:mlp.0");
    expect(fold).toMatchObject({
      column: words.tokens.length,
      text: "20%",
      mark: "error",
      holds: ["mlp-error.0@1", "mlp-error.0@2"],
    });
    expect(fold?.name).toMatch(
      /^2 errors of the transcoder, layer 0, influence 0\.200, effect 2\.00 logits$/,
    );
    expect(drawnColumns(words, visible.folds)[endColumn(words)]?.label).toBe("errors");
    expect(drawnColumns(words)).toHaveLength(4);
  });
});

describe("an edge", () => {
  const edge = (source: string, target: string) => {
    const found = visible.edges.find((each) => each.source === source && each.target === target);
    if (!found) throw new Error("There is no such edge");
    return edgeWords({ index, words, visible, byHead: null }, found);
  };

  it("tells what it gives, which part that is, and what comes back through it", () => {
    expect(edge("mlp.1.1@2", "logit.5@2")).toBe(
      "+5.00 from says a name to logit\n50.0% of what logit gets, by size\n50.0% of the circuit's influence comes back through it",
    );
    expect(edge("mlp.1.2@2", "logit.5@2")).toContain("\u22123.00 from 2 to");
  });

  it("of several nodes tells shares alone", () => {
    expect(edge("errors:mlp.0", "logit.5@2")).toBe(
      "adds, from errors of mlp.0 to logit\n20.0% of what logit gets, by size",
    );
  });
});

import { describe, expect, it } from "vitest";
import { madeUpCircuit } from "./made-up-circuit";
import {
  formatSort,
  measuredSortKeys,
  type NodeSort,
  parseSort,
  plainSortKeys,
  sortNodes,
} from "./sort-nodes";

const { nodes } = madeUpCircuit(
  "logit.5@2",
  [
    ["mlp.1.10@2", "logit.5@2", 5],
    ["mlp.1.9@2", "logit.5@2", -3],
    ["attn.0.4@1", "logit.5@2", 1],
    ["bias", "logit.5@2", 1],
  ],
  { "logit.5@2": 4, "mlp.1.10@2": 1, "mlp.1.9@2": 2, "attn.0.4@1": 7 },
);
const order = (sort: NodeSort) => sortNodes(nodes, sort).map(({ id }) => id);

describe("the table of nodes", () => {
  it("an address that says how it is sorted sorts it so, and what is none sorts it as it comes", () => {
    for (const key of [...plainSortKeys, ...measuredSortKeys])
      for (const descending of [true, false])
        expect(parseSort(formatSort({ key, descending }))).toEqual({ key, descending });
    const asItComes = { key: "influence", descending: true };
    expect(formatSort(parseSort(""))).toBe("");
    for (const text of ["", "-", "name", "--effect"]) expect(parseSort(text)).toEqual(asItComes);
  });

  it("names are sorted as people count", () => {
    expect(order({ key: "node", descending: false })).toEqual([
      "attn.0.4@1",
      "bias",
      "logit.5@2",
      "mlp.1.9@2",
      "mlp.1.10@2",
    ]);
  });

  it("nodes without the value come last, whichever way", () => {
    expect(order({ key: "activation", descending: true })).toEqual([
      "attn.0.4@1",
      "logit.5@2",
      "mlp.1.9@2",
      "mlp.1.10@2",
      "bias",
    ]);
    expect(order({ key: "activation", descending: false }).at(-1)).toBe("bias");
    expect(order({ key: "token", descending: true }).at(-1)).toBe("bias");
  });

  it("effects are sorted with their sign, influences by size", () => {
    expect(order({ key: "effect", descending: false })[0]).toBe("mlp.1.9@2");
    expect(order({ key: "influence", descending: true }).slice(0, 3)).toEqual([
      "logit.5@2",
      "mlp.1.10@2",
      "mlp.1.9@2",
    ]);
  });

  it("layers go from the text up to the output", () => {
    expect(order({ key: "layer", descending: false })).toEqual([
      "attn.0.4@1",
      "mlp.1.9@2",
      "mlp.1.10@2",
      "logit.5@2",
      "bias",
    ]);
  });

  it("the list given is left as it was", () => {
    const before = nodes.map(({ id }) => id);
    order({ key: "effect", descending: true });
    expect(nodes.map(({ id }) => id)).toEqual(before);
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { leafShares } from "./leaf-shares";
import { madeUpCircuit } from "./made-up-circuit";

const target = "logit.7@2";
/** The target gets 6 from a feature that was expanded, 2 from an error, 1 from the biases and 1 from a feature that was not. */
const circuit = madeUpCircuit(
  target,
  [
    ["attn.1.5@2", target, 6],
    ["mlp-error.1@2", target, -2],
    ["bias", target, 1],
    ["mlp.0.4@2", target, 1],
    ["embed@1", "attn.1.5@2", 2],
    ["pos@1", "attn.1.5@2", 1],
    ["attn-error.0@1", "attn.1.5@2", -1],
  ],
  { [target]: 6, "attn.1.5@2": 2, "mlp.0.4@2": 3 },
);

describe("where the influence of a circuit ends", () => {
  it("every leaf counts to its end, whatever its sign, and what was expanded to none", () => {
    const shares = leafShares(circuit.nodes);
    expect(shares.map(({ end, count }) => [end, count])).toEqual([
      ["text", 2],
      ["unopened", 1],
      ["bias", 1],
      ["error", 2],
    ]);
    const expected = { text: 0.45, unopened: 0.1, bias: 0.1, error: 0.35 };
    expect(shares.length).toBe(4);
    for (const { end, share } of shares)
      expect(share).toBeCloseTo(Object.entries(expected).find(([key]) => key === end)?.[1] ?? -1, 12);
  });

  it("errors are told by layer, and their shares add up to that of all errors", () => {
    const errors = leafShares(circuit.nodes).find(({ end }) => end === "error");
    expect(errors?.layers.map(({ layer }) => layer)).toEqual([0, 1]);
    expect(errors?.layers[0]?.share).toBeCloseTo(0.15, 12);
    expect(errors?.layers[1]?.share).toBeCloseTo(0.2, 12);
  });

  it("what no node is kept for is named as the rest", () => {
    const kept = circuit.nodes.filter(({ kind }) => kind !== "bias");
    expect(leafShares(kept).at(-1)).toMatchObject({ end: "rest", count: 0 });
    expect(leafShares(kept).at(-1)?.share).toBeCloseTo(0.1, 12);
  });

  it("the output of an MLP without a dictionary is an end of its own", () => {
    const opaque = madeUpCircuit(target, [["mlp-out.1@2", target, 3]], { [target]: 3 });
    expect(leafShares(opaque.nodes)).toEqual([
      { end: "outputs", share: 1, count: 1, layers: [{ layer: 1, share: 1 }] },
    ]);
  });

  it("a target that was not expanded has all of it", () => {
    const alone = { kind: "logit", layer: null, influence: 1, expanded: false } as const;
    expect(leafShares([alone])).toEqual([{ end: "unopened", share: 1, count: 1, layers: [] }]);
    expect(leafShares([])).toEqual([{ end: "rest", share: 1, count: 0, layers: [] }]);
  });

  it("the shares add up to 1, also where stored influences are rounded to a hair more", () => {
    const leaf = fc.record({
      kind: fc.constantFrom("attn", "embed", "pos", "mlp-error", "bias", "mlp-out"),
      layer: fc.constant(null),
      influence: fc.double({ min: 0, max: 1, noNaN: true }),
      expanded: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(leaf, { minLength: 1 }), (leaves) => {
        const all = leaves.reduce((sum, { influence }) => sum + influence, 0) || 1;
        const nodes = leaves.map((each) => ({
          ...each,
          influence: (each.influence / all) * (1 + 1e-7),
        }));
        const sum = leafShares(nodes).reduce((total, { share }) => total + share, 0);
        expect(sum).toBeCloseTo(1, 9);
      }),
    );
  });
});

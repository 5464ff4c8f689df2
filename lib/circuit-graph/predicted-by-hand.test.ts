import { describe, expect, test } from "vitest";
import { scaleFeature } from "@/lib/circuit-format/edit";
import type { Expansion } from "@/lib/circuit-format/expansion";
import type { FeatureId } from "@/lib/circuit-format/node-id";
import { applyExpansions } from "./apply-expansions";
import { indexGraph } from "./graph-index";
import { madeUpCircuit } from "./made-up-circuit";
import { predictedByHand } from "./predicted-by-hand";
import { predictedChange } from "./predicted-change";

const root = "logit.5@3";
const upper: FeatureId = { kind: "attn", layer: 1, index: 7, position: 3 };
const found: FeatureId = { kind: "mlp", layer: 0, index: 4, position: 1 };
const idle: FeatureId = { kind: "mlp", layer: 0, index: 5, position: 1 };
const values = { [root]: 7, "attn.1.7@3": 2, "mlp.0.4@1": 1 };
const top: [string, string, number][] = [
  ["attn.1.7@3", root, 6],
  ["bias", root, 1],
];
const beneath: [string, string, number][] = [
  ["mlp.0.4@1", "attn.1.7@3", 1.5],
  ["embed@1", "attn.1.7@3", 0.5],
];
const opened: Expansion = {
  ...{ target: "attn.1.7@3", mode: "direct", value: 2 },
  contributions: beneath.map(([source, , contribution]) => ({
    ...{ source, contribution },
    activation: source.startsWith("mlp") ? 1 : null,
  })),
  rest: { count: 0, sum: 0, absoluteSum: 0 },
  completeness: { sum: 2, absoluteSum: 2, residual: 0 },
  heads: null,
};
const traced = madeUpCircuit(root, top, values);
const grown = indexGraph(applyExpansions(traced, [opened]));
/** As the site stores it of the circuit as it was traced. */
function stored(edits: ReturnType<typeof scaleFeature>[]) {
  const predicted = predictedChange(indexGraph(traced), {
    ...{ edits, tokenCount: 4, mode: "direct" },
    isActive: (id) => id === "mlp.0.4@1",
  });
  return { edits, tokenCount: 4, predicted };
}

describe("what is predicted of a node that was found by hand", () => {
  test("is what the circuit traced with that node expanded predicts", () => {
    for (const edits of [
      [scaleFeature(found, 0)],
      [scaleFeature(found, 2)],
      [scaleFeature(found, 0), scaleFeature(upper, 0.5)],
      [scaleFeature(found, 3), scaleFeature(idle, 2)],
    ]) {
      const tried = stored(edits);
      expect(tried.predicted.change).toBeNull();
      const whole = predictedChange(indexGraph(madeUpCircuit(root, [...top, ...beneath], values)), {
        ...{ edits, tokenCount: 4, mode: "direct" },
        isActive: () => false,
      });
      const now = predictedByHand(grown, tried);
      expect(now?.found).toEqual(["mlp.0.4@1"]);
      expect(now?.predicted.change).toBeCloseTo(whole.change ?? Number.NaN, 12);
      expect(now?.predicted.inactive).toBe(whole.inactive);
    }
    // By hand: 1.5 of 2 comes from it, and that of 6 of the root.
    expect(predictedByHand(grown, stored([scaleFeature(found, 0)]))?.predicted.change).toBeCloseTo(-4.5, 12);
  });

  test("stays unknown where another change is not in the graph, and says what of it is known", () => {
    const tried = stored([scaleFeature(found, 0)]);
    const withOther = {
      ...{ tokenCount: 4, edits: [scaleFeature(found, 0), scaleFeature({ ...idle, index: 9 }, 0)] },
      predicted: { ...tried.predicted, absent: ["mlp.0.4@1", "mlp.0.9@1"], absentCount: 2 },
    };
    const now = predictedByHand(grown, withOther);
    expect(now?.predicted.change).toBeNull();
    expect(now?.predicted.known).toBeCloseTo(-4.5, 12);
    expect(now?.predicted.absent).toEqual(["mlp.0.9@1"]);
  });

  test("is nothing more where nothing was found, nothing is absent, or not all that is absent is listed", () => {
    expect(predictedByHand(indexGraph(traced), stored([scaleFeature(found, 0)]))).toBeNull();
    expect(predictedByHand(grown, stored([scaleFeature(upper, 0)]))).toBeNull();
    const tried = stored([scaleFeature(found, 0)]);
    expect(
      predictedByHand(grown, { ...tried, predicted: { ...tried.predicted, absentCount: 21 } }),
    ).toBeNull();
  });
});

import { describe, expect, it } from "vitest";
import type { DictionaryKind } from "@/lib/circuit-format/kinds";
import type { ActiveFeatureView } from "@/lib/runs/view";
import { groupByDictionary, mostTelling } from "./feature-groups";

function feature(
  kind: DictionaryKind,
  layer: number,
  index: number,
  activation: number,
  fires = 1,
): ActiveFeatureView {
  const firesAt = Array.from({ length: fires }, (_, position): [number, number] => [position, activation]);
  return { kind, layer, index, activation, label: null, firesAt };
}
const kinds = [
  { kind: "attn" as const, layers: [0, 1] },
  { kind: "mlp" as const, layers: [0, 1] },
];

describe("features by dictionary", () => {
  it("every dictionary the filters leave has its group, in the order of the layers, strongest first", () => {
    const features = [feature("mlp", 1, 4, 1), feature("attn", 0, 2, 1), feature("attn", 0, 3, 5)];
    const groups = groupByDictionary(features, kinds, { kind: null, layer: null });
    expect(
      groups.map(({ kind, layer, features }) => [kind, layer, features.map(({ index }) => index)]),
    ).toEqual([
      ["attn", 0, [3, 2]],
      ["mlp", 0, []],
      ["attn", 1, []],
      ["mlp", 1, [4]],
    ]);
  });

  it("filters leave one kind, one layer, or one dictionary", () => {
    const count = (kind: DictionaryKind | null, layer: number | null) =>
      groupByDictionary([], kinds, { kind, layer }).length;
    expect([count("attn", null), count(null, 1), count("mlp", 0)]).toEqual([2, 2, 1]);
  });
});

describe("the feature painted before one is chosen", () => {
  it("is the strongest attention feature that does not fire everywhere", () => {
    const features = [
      feature("attn", 0, 1, 9, 10),
      feature("mlp", 0, 2, 8),
      feature("attn", 1, 3, 2),
      feature("attn", 1, 4, 3),
    ];
    expect(mostTelling(features, 10)?.index).toBe(4);
  });

  it("is of any kind where no attention feature fires", () => {
    expect(mostTelling([feature("mlp", 0, 1, 1), feature("resid", 0, 2, 3)], 10)?.index).toBe(2);
    expect(mostTelling([], 10)).toBeNull();
  });
});

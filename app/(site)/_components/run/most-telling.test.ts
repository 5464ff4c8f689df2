import { describe, expect, it } from "vitest";
import type { DictionaryKind } from "@/lib/circuit-format/kinds";
import type { ActiveFeatureView } from "@/lib/runs/view";
import { mostTelling } from "./most-telling";

function feature(
  kind: DictionaryKind,
  layer: number,
  index: number,
  activation: number,
  fires = 1,
): ActiveFeatureView {
  const firesAt = Array.from({ length: fires }, (_, position): [number, number] => [position, activation]);
  return { kind, layer, index, activation, label: null, standing: null, measured: null, firesAt };
}

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

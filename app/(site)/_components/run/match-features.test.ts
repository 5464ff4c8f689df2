import { expect, test } from "vitest";
import type { DictionaryKind } from "@/lib/circuit-format/kinds";
import type { ActiveFeatureView } from "@/lib/runs/view";
import { matchFeatures } from "./match-features";

function feature(
  kind: DictionaryKind,
  layer: number,
  index: number,
  label: string | null,
): ActiveFeatureView {
  return { kind, layer, index, activation: 1, label, standing: null, measured: null, firesAt: [[1, 1]] };
}
const features = [
  feature("attn", 3, 697, "says Mary, Lily"),
  feature("mlp", 3, 697, null),
  feature("attn", 3, 5, "reads the last name"),
  feature("resid", 1, 5, "after a comma"),
];
const found = (query: string) =>
  matchFeatures(features, query).features.map(({ kind, layer, index }) => `${kind}.${layer}.${index}`);

test.each([
  ["mary", ["attn.3.697"]],
  ["LILY says", ["attn.3.697"]],
  ["3.697", ["attn.3.697", "mlp.3.697"]],
  ["attn.3.697", ["attn.3.697"]],
  ["attn.3.697@9", ["attn.3.697"]],
  ["L3H5", ["attn.3.697", "attn.3.5"]],
  ["mlp.3", ["mlp.3.697"]],
  ["comma", ["resid.1.5"]],
  ["nothing of these", []],
  ["(", []],
  ["\u0000", []],
])("%j finds %j", (query, ids) => expect(found(query)).toEqual(ids));

test("of a head it is said that the layer's attention features are shown", () => {
  expect(matchFeatures(features, "L3H5").note).toContain("head 3.5");
});

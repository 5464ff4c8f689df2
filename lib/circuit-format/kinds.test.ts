import { expect, test } from "vitest";
import { isFeatureKind, isLayerKind, kindsInLayer, nodeKinds, placeInLayer } from "./kinds";

test("features, what dictionaries miss, an MLP's output and a layer's biases stand in a layer, and nothing else does", () => {
  const places = nodeKinds.filter(isLayerKind).map((kind) => [kind, placeInLayer(kind)]);
  expect(Object.fromEntries(places)).toEqual({
    ...{ attn: "attn", resid: "resid", mlp: "mlp" },
    ...{
      "attn-error": "attn",
      "resid-error": "resid",
      "mlp-error": "mlp",
      "mlp-out": "mlp",
      "mlp-skip": "mlp",
    },
    ...{ "attn-bias": "attn", "mlp-bias": "mlp" },
  });
});

test("the kinds of features are those of the dictionaries", () => {
  expect(nodeKinds.filter(isFeatureKind).toSorted()).toEqual(kindsInLayer.toSorted());
});

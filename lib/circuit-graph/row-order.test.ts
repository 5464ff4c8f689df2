import { expect, test } from "vitest";
import { rowCount, rowLabel, rowOf, rowOrder } from "./row-order";

test("what is read first stands lower: the input, then each layer's stream, attention and MLP, then logits", () => {
  const fromBelow = [
    { kind: "bias", layer: null },
    { kind: "resid", layer: 0 },
    { kind: "attn-error", layer: 0 },
    { kind: "mlp-out", layer: 0 },
    { kind: "resid-error", layer: 1 },
    { kind: "attn", layer: 1 },
    { kind: "mlp", layer: 1 },
    { kind: "logit", layer: null },
  ] as const;
  expect(fromBelow.map((node) => rowOf(node, 2))).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  expect(rowOrder({ kind: "embed", layer: null })).toBe(rowOrder({ kind: "pos", layer: null }));
});

test("every row of a model has a label, and the rows of a layer one band", () => {
  const rows = Array.from({ length: rowCount(2) }, (_, row) => rowLabel(row, 2));
  expect(rows.map(({ label }) => label)).toEqual([
    ...["input", "0 resid", "0 attn", "0 mlp"],
    ...["1 resid", "1 attn", "1 mlp", "output"],
  ]);
  expect(rows.map(({ band }) => band)).toEqual([0, 1, 1, 1, 2, 2, 2, 3]);
});

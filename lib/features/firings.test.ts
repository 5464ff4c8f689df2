import { expect, test } from "vitest";
import { firingsByIndex } from "./firings";

test("each feature of a dictionary is found with everywhere it fires, by position", () => {
  const firings = firingsByIndex({
    kind: "mlp",
    layer: 1,
    positions: Uint32Array.of(0, 2, 2),
    indices: Uint32Array.of(7, 3, 7),
    activations: Float32Array.of(0.5, 1.5, 2),
  });
  expect([...firings]).toEqual([
    [
      7,
      [
        [0, 0.5],
        [2, 2],
      ],
    ],
    [3, [[2, 1.5]]],
  ]);
});

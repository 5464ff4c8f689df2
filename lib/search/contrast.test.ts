import { expect, test } from "vitest";
import type { SparseFeatures } from "@/lib/features/feature-codec";
import { contrastIn, specificityOf } from "./contrast";

function fires(rows: readonly [position: number, index: number, activation: number][]): SparseFeatures {
  return {
    ...{ kind: "attn", layer: 1 },
    positions: Uint32Array.from(rows.map(([position]) => position)),
    indices: Uint32Array.from(rows.map(([, index]) => index)),
    activations: Float32Array.from(rows.map(([, , activation]) => activation)),
  };
}

test("means are over all tokens there, and over all others but what stands before the text", () => {
  const features = fires([
    [0, 7, 100],
    [1, 7, 3],
    [2, 5, 4],
    [2, 7, 1],
    [4, 5, 2],
  ]);
  const found = contrastIn(features, { chosen: new Set([2, 3]), tokenCount: 5, most: 10 });
  expect(found.map(({ index, there, elsewhere }) => [index, there, elsewhere])).toEqual([
    [5, 2, 1],
    [7, 0.5, 1.5],
  ]);
});

test("position 0 counts where it is chosen, and where every token is there are no others", () => {
  const features = fires([
    [0, 7, 100],
    [1, 7, 50],
  ]);
  expect(contrastIn(features, { chosen: new Set([0, 1]), tokenCount: 2, most: 10 })).toMatchObject([
    { index: 7, there: 75, elsewhere: 0 },
  ]);
});

test("only the strongest there are kept", () => {
  const rows = Array.from({ length: 30 }, (_, n): [number, number, number] => [1, n, n + 1]);
  const found = contrastIn(fires(rows), { chosen: new Set([1]), tokenCount: 3, most: 2 });
  expect(found.map(({ index }) => index)).toEqual([29, 28]);
});

test("a feature that fires once in 1,024 tokens, half as strongly as ever and nowhere else, tells 5 bits", () => {
  expect(specificityOf({ there: 2, elsewhere: 0 }, { largest: 4, density: 1 / 1024 })).toBe(5);
  expect(specificityOf({ there: 2, elsewhere: 2 }, { largest: 4, density: 1 / 1024 })).toBe(0);
  // Stronger than any corpus showed is the whole; always on tells nothing; nothing measured is no number.
  expect(specificityOf({ there: 9, elsewhere: 0 }, { largest: 4, density: 1 / 1024 })).toBe(10);
  expect(specificityOf({ there: 2, elsewhere: 0 }, { largest: 4, density: 1 })).toBeCloseTo(0);
  expect(specificityOf({ there: 2, elsewhere: 0 }, { largest: 0, density: 0 })).toBeNull();
});

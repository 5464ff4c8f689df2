import { expect, test } from "vitest";
import { activationsAt, firingsOf, strongestWhere } from "./firings";

const dictionary = {
  ...{ kind: "mlp" as const, layer: 1 },
  positions: Uint32Array.of(0, 2, 2, 3, 3),
  indices: Uint32Array.of(7, 3, 7, 3, 9),
  activations: Float32Array.of(5, 1.5, 2, 1, 2),
};

test("the features that are asked for are found with everywhere they fire, by position", () => {
  expect([...firingsOf(dictionary, [7, 3, 4, 1_000])]).toEqual([
    [
      7,
      [
        [0, 5],
        [2, 2],
      ],
    ],
    [
      3,
      [
        [2, 1.5],
        [3, 1],
      ],
    ],
  ]);
  expect(firingsOf(dictionary, []).size).toBe(0);
});

test("what fires at a position is found with how strongly", () => {
  expect(activationsAt(dictionary, 2)).toEqual([
    [3, 1.5],
    [7, 2],
  ]);
  for (const silent of [1, 4]) expect(activationsAt(dictionary, silent)).toEqual([]);
});

test("the strongest from a position on come first, of two as strong the lower one", () => {
  expect(strongestWhere(dictionary, () => true, 2)).toEqual([
    [7, 5],
    [9, 2],
  ]);
  expect(strongestWhere(dictionary, (position) => position > 0, 9)).toEqual([
    [7, 2],
    [9, 2],
    [3, 1.5],
  ]);
});

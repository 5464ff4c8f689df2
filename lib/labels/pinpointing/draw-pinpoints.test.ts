import { expect, test } from "vitest";
import type { Evidence } from "@/lib/evidence-format/evidence";
import { cutPinpoints, type FiringPlace, placesToPinpoint, shownTokens } from "./draw-pinpoints";

const indexId = "index";
const example = (window: number) => ({
  ...{ corpus: 0, window, position: 40, activation: 1, firings: [], fired: 1, probability: 0.5 },
});
const evidence: Pick<Evidence, "corpora" | "bands"> = {
  corpora: [{ indexId, tokens: 1000, windows: 100 }],
  bands: [
    { band: 2, windows: 60, drawn: [0, 1, 2, 3, 4, 5].map(example) },
    { band: 5, windows: 7, drawn: [10, 11, 12, 13].map(example) },
  ],
};
const place = (window: number, position: number): FiringPlace => ({
  ...{ indexId, window, position, band: 1, windows: 9, probability: 1 },
});

test("the same seed draws the same, bands in turn, and none of what is not to come", () => {
  const places = placesToPinpoint(evidence, 7, new Set([`${indexId}/0`, `${indexId}/11`]));
  expect(placesToPinpoint(evidence, 7, new Set([`${indexId}/0`, `${indexId}/11`]))).toEqual(places);
  expect(places.map(({ window }) => window).toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 10, 12, 13]);
  const bands = (seed: number) => placesToPinpoint(evidence, seed, new Set()).map(({ band }) => band);
  for (let seed = 0; seed < 20; seed++)
    expect(
      bands(seed)
        .slice(0, 6)
        .filter((band) => band === 5),
    ).toHaveLength(3);
});

test("of what is shown, the right token has every place as often, so that none is a better guess", () => {
  const counts = new Array<number>(shownTokens).fill(0);
  const draws = 4_800;
  for (let seed = 0; seed < draws / 4; seed++)
    for (const { first, last, position } of cutPinpoints(
      [1, 2, 3, 4].map((n) => place(n, 60)),
      seed,
      () => 128,
    ) ?? []) {
      expect(last - first + 1).toBe(shownTokens);
      counts[position - first] = (counts[position - first] ?? 0) + 1;
    }
  const each = draws / shownTokens;
  const chiSquare = counts.reduce((sum, count) => sum + (count - each) ** 2 / each, 0);
  // The 99.9% point of a chi-square distribution with 23 degrees of freedom.
  expect(chiSquare).toBeLessThan(49.7);
});

test("the beginning-of-text token is never shown, nor is anything beyond a window's end", () => {
  const cut = cutPinpoints([place(1, 1), place(2, 19), place(3, 10)], 3, () => 20) ?? [];
  expect(cut.map(({ first, last }) => [first, last])).toEqual([
    [1, 19],
    [1, 19],
    [1, 19],
  ]);
});

test("there is no hand of fewer than three texts, nor of windows that are short or gone", () => {
  expect(cutPinpoints([place(1, 5), place(2, 5)], 1, () => 40)).toBeNull();
  expect(cutPinpoints([place(1, 5), place(2, 5), place(3, 5)], 1, () => 8)).toBeNull();
  expect(cutPinpoints([place(1, 5), place(2, 5), place(3, 5)], 1, () => undefined)).toBeNull();
});

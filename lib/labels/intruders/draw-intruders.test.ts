import { expect, test } from "vitest";
import type { Evidence } from "@/lib/evidence-format/evidence";
import { drawIntruders } from "./draw-intruders";

const indexId = "index";
const example = (window: number, position = 40) => ({
  ...{ corpus: 0, window, position, activation: 1, firings: [], fired: 1, probability: 0.5 },
});
const range = (from: number, count: number) => Array.from({ length: count }, (_, i) => from + i);
const negative = (window: number, isNear: boolean) => ({
  ...{ corpus: 0, window, position: 1 + (window % 90), probability: 0.1 },
  neighbour: isNear ? { kind: "attn" as const, layer: 0, index: 1 } : null,
});
const evidence: Pick<Evidence, "corpora" | "bands" | "negatives"> = {
  corpora: [{ indexId, tokens: 1000, windows: 100 }],
  bands: [
    { band: 2, windows: 60, drawn: range(0, 12).map((window) => example(window, 1 + 7 * window)) },
    { band: 4, windows: 20, drawn: range(20, 3).map((window) => example(window)) },
    { band: 5, windows: 7, drawn: range(30, 9).map((window) => example(window, 95 - window)) },
  ],
  negatives: [
    ...range(40, 6).map((window) => negative(window, true)),
    ...range(50, 6).map((window) => negative(window, false)),
  ],
};
const long = () => 100;

test("of five texts four are of one band, each window comes once, and what does not belong is in turn a near miss and any other", () => {
  for (let seed = 0; seed < 200; seed++) {
    const questions = drawIntruders(evidence, seed, new Set(), long) ?? [];
    expect(questions).toHaveLength(4);
    expect(drawIntruders(evidence, seed, new Set(), long)).toEqual(questions);
    const windows = questions.flatMap(({ texts }) => texts.map(({ window }) => window));
    expect(new Set(windows).size).toBe(20);
    for (const { texts, intruder, isNear, band, windows: ofBand } of questions) {
      const from = evidence.bands.find((each) => each.band === band);
      expect(from?.windows).toBe(ofBand);
      const fires = texts.map(({ window }) => from?.drawn.some((each) => each.window === window));
      expect(fires).toEqual(texts.map((_, place) => place !== intruder));
      expect((texts[intruder]?.window ?? 0) < 50).toBe(isNear);
    }
    expect(questions.map(({ band }) => band).toSorted()).toEqual([2, 2, 5, 5]);
    expect(questions[0]?.band).not.toBe(questions[1]?.band);
    const kinds = questions.map(({ isNear }) => isNear);
    expect(kinds).toEqual(kinds[0] ? [true, false, true, false] : [false, true, false, true]);
  }
});

test("what does not belong has every place as often, and of a question all texts are as long", () => {
  const counts = [0, 0, 0, 0, 0];
  const lengthOf = ({ window }: { window: number }) => 14 + ((window * 37) % 80);
  for (let seed = 0; seed < 1_000; seed++)
    for (const { intruder } of drawIntruders(evidence, seed, new Set(), long) ?? [])
      counts[intruder] = (counts[intruder] ?? 0) + 1;
  const chiSquare = counts.reduce((sum, count) => sum + (count - 800) ** 2 / 800, 0);
  // The 99.9% point of a chi-square distribution with 4 degrees of freedom.
  expect(chiSquare).toBeLessThan(18.5);
  let asked = 0;
  for (let seed = 0; seed < 200; seed++)
    for (const { texts } of drawIntruders(evidence, seed, new Set(), lengthOf) ?? []) {
      asked++;
      expect(new Set(texts.map(({ first, last }) => last - first + 1)).size).toBe(1);
      for (const { window, position, first, last } of texts) {
        expect(first).toBeGreaterThanOrEqual(1);
        expect(last).toBeLessThan(lengthOf({ window }));
        expect(position).toBeGreaterThanOrEqual(first);
        expect(position).toBeLessThanOrEqual(last);
      }
    }
  expect(asked).toBeGreaterThan(400);
});

test("without near misses all are drawn from the others, and what somebody has seen never comes", () => {
  const only = { ...evidence, negatives: evidence.negatives.slice(6) };
  const questions = drawIntruders(only, 5, new Set(["index/3", "index/31", "index/50"]), long) ?? [];
  expect(questions.map(({ isNear }) => isNear)).toEqual([false, false, false, false]);
  const windows = questions.flatMap(({ texts }) => texts.map(({ window }) => window));
  expect(windows.some((window) => [3, 31, 50].includes(window))).toBe(false);
});

test("there is no hand of fewer than two questions, nor of windows that are short or gone", () => {
  const few = { ...evidence, bands: evidence.bands.slice(1) };
  expect(drawIntruders(few, 1, new Set(), long)).toHaveLength(2);
  expect(drawIntruders(few, 1, new Set(range(30, 2).map((window) => `index/${window}`)), long)).toBeNull();
  expect(drawIntruders({ ...evidence, negatives: [negative(40, true)] }, 1, new Set(), long)).toBeNull();
  expect(drawIntruders(evidence, 1, new Set(), () => 12)).toBeNull();
  expect(drawIntruders(evidence, 1, new Set(), () => undefined)).toBeNull();
});

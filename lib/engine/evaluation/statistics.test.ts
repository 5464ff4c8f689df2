import { expect, test } from "vitest";
import { readMetric } from "./metrics";
import { bootstrap, meanOf, ratio, summarize } from "./statistics";

test("of one prompt there is a mean, and no spread or interval; of none there is nothing", () => {
  expect(summarize([2.5], 1)).toEqual({ known: 1, unknown: 0, mean: 2.5, deviation: null, interval: null });
  expect(summarize([null], 1)).toEqual({ known: 0, unknown: 1, mean: null, deviation: null, interval: null });
});

test("what is not known is counted and no part of the mean", () => {
  const summary = summarize([1, null, 3], 1);
  expect(summary).toMatchObject({ known: 2, unknown: 1, mean: 2 });
  expect(summary.deviation).toBeCloseTo(Math.SQRT2, 12);
});

test("the same seed gives the same interval, and another seed another", () => {
  const values = Array.from({ length: 20 }, (_, i) => Math.sin(i * 12.9898) * 3);
  expect(summarize(values, 7)).toEqual(summarize(values, 7));
  expect(summarize(values, 8).interval).not.toEqual(summarize(values, 7).interval);
});

test("in nineteen of twenty samples, or a little less, the interval of 40 values holds the true mean", () => {
  // Bootstrap percentile intervals are a little too narrow; of 40 uniform numbers they hold it some 94 times of a hundred.
  let held = 0;
  const draw = (n: number) => {
    const x = Math.sin(n * 78.233 + 0.5) * 43758.5453;
    return x - Math.floor(x);
  };
  for (let sample = 0; sample < 400; sample++) {
    const [low, high] = summarize(
      Array.from({ length: 40 }, (_, i) => draw(sample * 40 + i)),
      sample,
    ).interval ?? [2, 2];
    if (low <= 0.5 && 0.5 <= high) held += 1;
  }
  expect(held).toBeGreaterThan(360);
  expect(held).toBeLessThan(395);
});

test("a bootstrap of which one sample is not known is not known", () => {
  expect(bootstrap(3, 1, (drawn) => (drawn.every((i) => i === 0) ? null : 1))).toBeNull();
  expect(bootstrap(3, 1, (drawn) => meanOf(drawn.map(() => 4)))).toEqual([4, 4]);
});

test("a quotient by nothing, or by rounding, is not known", () => {
  expect(ratio(0, 0, 1)).toBeNull();
  expect(ratio(1, 1e-7, 10)).toBeNull();
  expect(ratio(1, 0.5, 10)).toBe(2);
});

const prompt = { right: 1, wrong: 2 };
const at = (...logits: number[]) => Float32Array.from(logits);

test("metrics are what their definitions say of logits that can be added up by hand", () => {
  const unedited = { logits: at(0, 0, 0), counterfactual: at(0, -1, 0) };
  const logits = at(Math.log(1), Math.log(3), Math.log(4));
  const read = (metric: Parameters<typeof readMetric>[0]) => readMetric(metric, prompt, logits, unedited);
  expect(read("probability")).toBeCloseTo(3 / 8, 6);
  expect(read("cross-entropy")).toBeCloseTo(Math.log(8 / 3), 6);
  expect(read("rank")).toBe(2);
  expect(read("logit-difference")).toBeCloseTo(Math.log(3 / 4), 6);
  expect(read("normalised-difference")).toBeCloseTo(Math.log(3 / 4) + 1, 6);
  // sum 1/3 ln((1/3) / q) with q = 1/8, 3/8, 4/8.
  const q = [1 / 8, 3 / 8, 4 / 8];
  expect(read("kl")).toBeCloseTo(
    q.reduce((sum, each) => sum + Math.log(1 / 3 / each) / 3, 0),
    6,
  );
});

test("a normalised difference of a counterfactual that is no other is not known", () => {
  const same = { logits: at(0, 2, 1), counterfactual: at(5, 2, 1) };
  expect(readMetric("normalised-difference", prompt, at(0, 1, 0), same)).toBeNull();
});

test("equal logits share the better rank", () => {
  expect(readMetric("rank", prompt, at(1, 1, 1), { logits: at(1, 1, 1), counterfactual: null })).toBe(1);
});

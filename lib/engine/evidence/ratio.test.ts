import { expect, test } from "vitest";
import { normal } from "../oracle/random";
import { ratioOf } from "./ratio";

test("a ratio's standard error is how much it varies from sample to sample", () => {
  // 400 samples of 50 windows of 50 to 150 tokens; each token gives 2 on average, windows differ by 0.5 among themselves.
  const [samples, windows] = [400, 50];
  const lengths = normal(samples * windows, 20, 1, 100).map((length) =>
    Math.round(Math.max(50, Math.min(150, length))),
  );
  const means = normal(samples * windows, 0.5, 2, 2);
  const results = Array.from({ length: samples }, (_, sample) => {
    const of = (values: Float32Array) => [...values.subarray(sample * windows, (sample + 1) * windows)];
    const wholes = of(lengths);
    return ratioOf(
      of(means).map((mean, i) => mean * (wholes[i] ?? 0)),
      wholes,
    );
  });
  const values = results.map((result) => result?.value ?? Number.NaN);
  const mean = values.reduce((sum, value) => sum + value, 0) / samples;
  const spread = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (samples - 1));
  const told = results.reduce((sum, result) => sum + (result?.error ?? Number.NaN), 0) / samples;
  expect(Math.abs(mean - 2)).toBeLessThan(0.02);
  expect(Math.abs(told / spread - 1)).toBeLessThan(0.1);
});

test("one window has no standard error, and nothing has no ratio", () => {
  expect(ratioOf([3], [4])).toEqual({ value: 0.75, error: null });
  expect(ratioOf([], [])).toBeNull();
  expect(ratioOf([1, 2], [0, 0])).toBeNull();
});

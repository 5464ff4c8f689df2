import { expect, test } from "vitest";
import { type BlindAnswer, estimateBlind } from "./estimate";
import { missingAnswers, verdictOf } from "./verdict";

const band = (n: number, windows: number, says: boolean): BlindAnswer => ({
  ...{ stratum: { is: "band", band: n, windows }, says },
});
const random = (says: boolean): BlindAnswer => ({ stratum: { is: "random" }, says });
const near = (says: boolean): BlindAnswer => ({ stratum: { is: "near" }, says });
const many = <T>(count: number, make: (i: number) => T) => Array.from({ length: count }, (_, i) => make(i));

test("bands count by their windows, however often each was asked about", () => {
  const answers = [
    band(1, 900, false),
    ...many(9, () => band(6, 100, true)),
    ...many(4, () => random(false)),
  ];
  const { sensitivity, specificity, balanced, bands } = estimateBlind(answers, 2);
  expect(sensitivity?.value).toBeCloseTo(0.1, 12);
  expect(specificity?.value).toBe(1);
  expect(balanced?.value).toBeCloseTo(0.55, 12);
  expect(bands).toEqual([
    { band: 1, windows: 900, yes: 0, of: 1 },
    { band: 6, windows: 100, yes: 9, of: 9 },
  ]);
});

test("near misses are told beside, and change neither share", () => {
  const answers = [band(3, 10, true), random(false)];
  const without = estimateBlind(answers, 1);
  const { near: misses, ...rest } = estimateBlind([...answers, near(true), near(false)], 1);
  expect(misses).toEqual({ no: 1, of: 2 });
  expect({ ...rest, answers: 2 }).toEqual({ ...without, near: undefined, answers: 2 });
});

test("without answers of both kinds there is no mean of them", () => {
  expect(estimateBlind([], 0)).toMatchObject({ sensitivity: null, specificity: null, balanced: null });
  expect(estimateBlind([band(1, 5, true)], 1)).toMatchObject({ specificity: null, balanced: null });
});

test("the 90% interval holds the true value in about 90% of made-up crowds", () => {
  let state = 1;
  const chance = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  // By band: its windows, and how often people say rightly that it fires there.
  const truth = [
    { windows: 5_000, p: 0.5 },
    { windows: 2_000, p: 0.8 },
    { windows: 300, p: 0.95 },
  ];
  const falseAlarm = 0.15;
  const total = truth.reduce((sum, { windows }) => sum + windows, 0);
  const sensitivity = truth.reduce((sum, { windows, p }) => sum + (windows / total) * p, 0);
  const balanced = (sensitivity + 1 - falseAlarm) / 2;
  const crowds = 2_000;
  let held = 0;
  for (let crowd = 0; crowd < crowds; crowd++) {
    const answers = [
      ...many(24, (i) => {
        const { windows, p } = truth[i % 3] ?? { windows: 0, p: 0 };
        return band(i % 3, windows, chance() < p);
      }),
      ...many(12, () => random(chance() < falseAlarm)),
    ];
    const interval = estimateBlind(answers, 4).balanced;
    if (interval && interval.low <= balanced && balanced <= interval.high) held++;
  }
  expect(held / crowds).toBeGreaterThan(0.87);
  expect(held / crowds).toBeLessThan(0.97);
});

const hands = (rightBand: number, rightRandom: number, rightNear: number) => [
  ...many(12, (i) => band(i % 4, 100, i < rightBand)),
  ...many(6, (i) => random(i >= rightRandom)),
  ...many(6, (i) => near(i >= rightNear)),
];

test.each([
  ["all right", hands(12, 6, 6), 2, "holds"],
  ["all right, of one person", hands(12, 6, 6), 1, null],
  ["all right, too few", hands(12, 6, 6).slice(1), 2, null],
  ["near misses not told", hands(12, 6, 2), 2, null],
  ["guessed", hands(6, 3, 3), 2, "fails"],
  ["three in four", hands(9, 5, 5), 2, null],
])("%s", (_, answers, raters, verdict) => {
  expect(verdictOf(estimateBlind(answers, raters))).toBe(verdict);
});

test("guessing passes once in a thousand at most", () => {
  let state = 7;
  const coin = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32 < 0.5;
  };
  let passed = 0;
  for (let crowd = 0; crowd < 5_000; crowd++) {
    const answers = hands(0, 0, 0).map((answer) => ({ ...answer, says: coin() }));
    if (verdictOf(estimateBlind(answers, 2)) === "holds") passed++;
  }
  expect(passed).toBeLessThanOrEqual(5);
});

test("what is missing is counted", () => {
  expect(missingAnswers(null)).toBe("24 more blind answers from 2 people.");
  expect(missingAnswers(estimateBlind(hands(12, 6, 6).slice(0, 23), 1))).toBe(
    "1 more blind answer from one person more.",
  );
  expect(missingAnswers(estimateBlind(hands(12, 6, 2), 2))).toBe(
    "Near misses told apart: so far 2 of 6, and half are needed.",
  );
});

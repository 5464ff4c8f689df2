import { expect, test } from "vitest";
import { randomOf } from "@/lib/seeded-random";
import { estimateIntruders, type ToldIntruder } from "./estimate-intruders";

const answer = (band: number, windows: number, isRight: boolean, isNear = false): ToldIntruder => ({
  ...{ band, windows, isRight, isNear },
});

test("bands weigh by their windows, raw counts do not, and near misses are counted beside", () => {
  const told = estimateIntruders(
    [
      answer(1, 290, true),
      answer(1, 300, true, true),
      answer(1, 300, false),
      answer(1, 300, true),
      answer(4, 100, false, true),
    ],
    2,
  );
  expect(told).toMatchObject({
    ...{ answers: 5, raters: 2, right: 3, chance: 0.2 },
    bands: [
      { band: 1, windows: 300, right: 3, of: 4 },
      { band: 4, windows: 100, right: 0, of: 1 },
    ],
    near: { right: 1, of: 2 },
    random: { right: 2, of: 3 },
  });
  expect(told?.raw.value).toBe(0.6);
  expect(told?.weighted.value).toBeCloseTo(0.75 * 0.75, 12);
  expect(estimateIntruders([], 0)).toBeNull();
});

test("in made-up crowds the weighted interval holds the share that is told over the corpus in most of a hundred", () => {
  const bands = [
    { band: 1, windows: 700, told: 0.3 },
    { band: 4, windows: 250, told: 0.6 },
    { band: 6, windows: 50, told: 0.95 },
  ];
  const truth = 0.7 * 0.3 + 0.25 * 0.6 + 0.05 * 0.95;
  const random = randomOf(11);
  let held = 0;
  for (let crowd = 0; crowd < 500; crowd++) {
    const answers = Array.from({ length: 24 }, (_, i) => {
      const { band, windows, told } = bands[i % 3] ?? { band: 0, windows: 0, told: 0 };
      return answer(band, windows, random() < told);
    });
    const { low = 1, high = 0 } = estimateIntruders(answers, 6)?.weighted ?? {};
    if (low <= truth && truth <= high) held++;
  }
  // Measured: 435.
  expect(held / 500).toBeGreaterThan(0.84);
  expect(held / 500).toBeLessThan(0.98);
});

import { expect, test } from "vitest";
import { randomOf } from "@/lib/seeded-random";
import { balancedOf, shareOf } from "./shares";

test("Wilson's lower end is that of published tables, and none of nothing", () => {
  // Newcombe 1998 (Statistics in Medicine 17:857), at 95%, has 0.2553 of 81 in 263; at 90% it is closer.
  expect(shareOf(81, 263).low).toBeGreaterThan(0.2553);
  expect(shareOf(81, 263).low).toBeCloseTo(0.2631, 3);
  expect(shareOf(0, 20).low).toBe(0);
  expect(shareOf(0, 0)).toEqual({ value: 0, low: 0 });
});

test("few that are all right stand behind many that are nearly all", () => {
  expect(shareOf(5, 5).low).toBeLessThan(shareOf(48, 50).low);
  const few = balancedOf({ right: 6, of: 6 }, { right: 6, of: 6 });
  const many = balancedOf({ right: 190, of: 200 }, { right: 190, of: 200 });
  expect(few?.low).toBeLessThan(many?.low ?? 0);
  expect(balancedOf({ right: 1, of: 1 }, { right: 0, of: 0 })).toBeNull();
});

test("the true value lies above the lower end in about 95 of 100 made-up people", () => {
  const random = randomOf(5);
  const hits = (p: number, of: number) =>
    Array.from({ length: of }, () => random() < p).filter(Boolean).length;
  for (const [sensitivity, specificity] of [
    [0.9, 0.8],
    [0.7, 0.95],
    [0.5, 0.5],
  ] as const) {
    const held = Array.from({ length: 2_000 }, () => {
      const told = balancedOf(
        { right: hits(sensitivity, 30), of: 30 },
        { right: hits(specificity, 30), of: 30 },
      );
      return (told?.low ?? 1) <= (sensitivity + specificity) / 2;
    }).filter(Boolean).length;
    expect(held / 2_000).toBeGreaterThan(0.92);
    expect(held / 2_000).toBeLessThan(0.985);
  }
});

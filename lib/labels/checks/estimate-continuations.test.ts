import { expect, test } from "vitest";
import { randomOf } from "@/lib/seeded-random";
import { type ContinuationAnswer, estimateContinuations } from "./estimate-continuations";
import { continuationVerdict, minContinuations, missingContinuations } from "./verdict";

const other = { kind: "attn", layer: 1, index: 2, as: "together" } as const;
const answers = (right: number, of: number): ContinuationAnswer[] =>
  Array.from({ length: of }, (_, i) => ({ token: i % 10, chose: i < right ? null : other }));

test("right answers are counted, beside what was chosen instead", () => {
  expect(estimateContinuations(answers(15, 20), 2)).toMatchObject({
    ...{ answers: 20, raters: 2, right: 15, tokens: 10, choseTogether: 5, share: { value: 0.75 } },
  });
  expect(estimateContinuations([], 0).share).toBeNull();
});

test.each([
  [20, 20, 2, "holds"],
  [20, 20, 1, null],
  [19, 19, 2, null],
  [16, 20, 2, "holds"],
  [15, 20, 2, null],
  [5, 20, 2, "fails"],
] as const)("%i right of %i by %i people: %s", (right, of, raters, verdict) => {
  expect(continuationVerdict(estimateContinuations(answers(right, of), raters))).toBe(verdict);
});

test("guessing never passes in a hundred thousand crowds of two hands", () => {
  const random = randomOf(11);
  let passed = 0;
  for (let crowd = 0; crowd < 100_000; crowd++) {
    let right = 0;
    for (let i = 0; i < minContinuations; i++) if (random() < 0.25) right++;
    if (right >= 16) passed++;
  }
  expect(passed).toBe(0);
});

test("what is missing is counted", () => {
  expect(missingContinuations(null)).toBe("20 more blind answers from 2 people.");
  expect(missingContinuations(estimateContinuations(answers(8, 10), 1))).toBe(
    "10 more blind answers from one person more.",
  );
});

import { expect, test } from "vitest";
import { compareResults, isOfTheSame } from "./compare-results";
import { madeUpResult } from "./made-up-result";
import { readExperimentResult } from "./result";

test("a result is what it was read from, and agrees with itself whenever it was computed", () => {
  const result = readExperimentResult(JSON.parse(JSON.stringify(madeUpResult())));
  expect(result).toEqual(madeUpResult());
  const again = { ...result, computedAt: "2027-01-01T00:00:00.000Z", build: "0.2.0" };
  expect(isOfTheSame(result, again)).toBe(true);
  const { numbers, ...rest } = compareResults(result, again);
  expect(rest).toEqual({ largest: 0, differences: [], differenceCount: 0 });
  expect(numbers).toBeGreaterThan(20);
});

test("numbers agree up to half a unit of the last stated decimal, and one that does not is named", () => {
  const stated = madeUpResult([2, 4], [1, 1]);
  expect(compareResults(stated, madeUpResult([2, 4], [1, 1.0004])).differenceCount).toBe(0);
  const { differences, largest } = compareResults(stated, madeUpResult([2, 4], [1, 1.002]));
  expect(largest).toBeCloseTo(0.002, 6);
  expect(differences[0]).toEqual({
    where: "conditions, attention at IO, metrics, logit-difference, values, prompt 2",
    ...{ stated: 1, found: 1.002 },
  });
  expect(differences.map(({ where }) => where)).toContain(
    "conditions, attention at IO, metrics, logit-difference, variants, BABA, value, mean",
  );
  expect(compareResults({ ...stated, digits: 2 }, madeUpResult([2, 4], [1, 1.002])).differenceCount).toBe(0);
});

test("what is not known agrees with what is not known alone, and what is missing differs", () => {
  const unknown = madeUpResult([2, 4], [1, null]);
  expect(compareResults(unknown, madeUpResult([2, 4], [1, null])).differenceCount).toBe(0);
  expect(compareResults(unknown, madeUpResult([2, 4], [1, 0])).differences[0]).toMatchObject({
    ...{ stated: null, found: 0 },
  });
  const fewer = { ...madeUpResult(), conditions: [] };
  expect(compareResults(madeUpResult(), fewer).differences).toHaveLength(1);
  expect(compareResults(fewer, madeUpResult()).differences[0]?.where).toBe("conditions, attention at IO");
  // Text of a prompt is no number: it is the same or another.
  const other = madeUpResult();
  const texts = { ...other, prompts: other.prompts.map((prompt) => ({ ...prompt, text: "After" })) };
  expect(compareResults(madeUpResult(), texts).differenceCount).toBe(2);
});

test("results of other weights, dictionaries, families, experiments or seeds are not of the same", () => {
  const result = madeUpResult();
  for (const change of [
    { modelChecksum: "0".repeat(64) },
    { dictionarySets: [] },
    { family: { ...result.family, hash: "0".repeat(64) } },
    { experiment: { ...result.experiment, hash: "0".repeat(64) } },
    { seed: 2 },
  ])
    expect(isOfTheSame(result, { ...result, ...change })).toBe(false);
});

test("many differences are counted, and the first of them told", () => {
  const many = Array.from({ length: 50 }, (_, i) => i);
  const { differences, differenceCount } = compareResults(
    madeUpResult(many, many),
    madeUpResult(
      many,
      many.map((value) => value + 1),
    ),
  );
  expect(differences).toHaveLength(20);
  expect(differenceCount).toBeGreaterThan(50);
});

test.each([
  [{ format: "circuit-commons/experiment@1" }, /the format is not circuit-commons\/experiment-result@1/],
  [{ computedAt: "today" }, /computedAt: it must be a date with a time/],
  [{ whole: [{ metric: "loss" }] }, /whole\.0\.metric: it must be "logit"/],
  [{ digits: -1 }, /digits: it must be at least 0/],
  [{ more: 1 }, /"more" is not known here/],
])("%j is refused with a sentence", (change, sentence) => {
  expect(() => readExperimentResult({ ...madeUpResult(), ...change })).toThrow(sentence);
});

import fc from "fast-check";
import { expect, test } from "vitest";
import { type Contender, rank } from "./ranking";

const rubric = [{ weight: 3 }, { weight: 2 }, { weight: 3 }];
const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 0, minute));
const entry = (id: string, minute: number, ...scores: number[][]): Contender => ({
  ...{ id, committedAt: at(minute), contentHash: id.padStart(64, "0") },
  scores: scores.map((points, judge) => ({ judge: `j${judge}`, points })),
});
const order = (contenders: Contender[]) => rank(contenders, rubric).map(({ contender }) => contender.id);

test("the mean over judges ranks, whatever their number, without rounding", () => {
  // 1/3 of 10 judges' points is no decimal: three judges at 3, 3 and 4 are just above 10/3 by one.
  const [above, below] = [entry("a", 2, [3, 3, 3], [3, 3, 3], [4, 4, 4]), entry("b", 1, [3, 3, 3])];
  expect(order([below, above])).toEqual(["a", "b"]);
  expect(rank([above], rubric)[0]?.score).toEqual({ sum: 80, over: 240 });
  expect(rank([above], rubric)[0]?.means).toEqual([
    { sum: 10, over: 3 },
    { sum: 10, over: 3 },
    { sum: 10, over: 3 },
  ]);
});

test("ties go by the heaviest criterion, then by the rubric's order, then by the commitment, then by its hash", () => {
  expect(order([entry("a", 2, [5, 8, 5]), entry("b", 1, [5, 8, 5])])).toEqual(["b", "a"]);
  expect(order([entry("a", 1, [4, 5, 6]), entry("b", 2, [6, 5, 4])])).toEqual(["b", "a"]);
  expect(order([entry("a", 1, [4, 8, 4]), entry("b", 2, [6, 5, 4])])).toEqual(["b", "a"]);
  expect(order([entry("b", 1, [1, 1, 1]), entry("a", 1, [1, 1, 1])])).toEqual(["a", "b"]);
});

test("what no judge scored, or not by each criterion, is not ranked as nothing", () => {
  expect(() => rank([entry("a", 1)], rubric)).toThrow(RangeError);
  expect(() => rank([entry("a", 1, [1, 2])], rubric)).toThrow(RangeError);
});

test("an order is the same whatever order it began in, and no higher score stands below a lower", () => {
  const contenders = fc.array(
    fc.record({
      minute: fc.integer({ min: 0, max: 3 }),
      scores: fc.array(fc.array(fc.integer({ min: 0, max: 10 }), { minLength: 3, maxLength: 3 }), {
        ...{ minLength: 1, maxLength: 5 },
      }),
    }),
    { maxLength: 12 },
  );
  fc.assert(
    fc.property(contenders, fc.infiniteStream(fc.nat()), (drawn, stream) => {
      const made = drawn.map(({ minute, scores }, id) => entry(`${id}`, minute, ...scores));
      const shuffled = made
        .map((each) => ({ each, by: stream.next().value }))
        .toSorted((a, b) => a.by - b.by)
        .map(({ each }) => each);
      const ranked = rank(made, rubric);
      expect(order(shuffled)).toEqual(ranked.map(({ contender }) => contender.id));
      ranked.slice(1).forEach(({ score }, before) => {
        const above = ranked[before]?.score ?? { sum: 1, over: 0 };
        expect(above.sum * score.over).toBeGreaterThanOrEqual(score.sum * above.over);
      });
    }),
  );
});

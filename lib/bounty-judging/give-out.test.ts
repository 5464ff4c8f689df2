import fc from "fast-check";
import { expect, test } from "vitest";
import { type Given, giveOut, pairOf } from "./give-out";

const names = (prefix: string, count: number) => Array.from({ length: count }, (_, at) => `${prefix}${at}`);
const randomOf = (seed: number) => {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
};
const none = { given: [] as Given[], barred: new Set<string>() };

test("each entry has as many judges as are wanted, and no judge two more than another", () => {
  fc.assert(
    fc.property(
      ...[
        fc.integer({ min: 0, max: 40 }),
        fc.integer({ min: 1, max: 6 }),
        fc.integer({ min: 1, max: 7 }),
        fc.nat(),
      ],
      (entryCount, judgeCount, each, seed) => {
        const [entries, judges] = [names("e", entryCount), names("j", judgeCount)];
        const made = giveOut({ entries, judges, each, random: randomOf(seed), ...none });
        for (const entry of entries) {
          const given = made.filter(({ entryId }) => entryId === entry).map(({ judgeId }) => judgeId);
          expect(new Set(given).size).toBe(Math.min(each, judgeCount));
          expect(given.length).toBe(Math.min(each, judgeCount));
        }
        const loads = judges.map((judge) => made.filter(({ judgeId }) => judgeId === judge).length);
        expect(Math.max(...loads) - Math.min(...loads)).toBeLessThanOrEqual(1);
      },
    ),
  );
});

test("all judges score each where no number is stated, and none whom a conflict bars", () => {
  const barred = new Set([pairOf("e0", "j0")]);
  const made = giveOut({
    entries: ["e0", "e1"],
    judges: ["j0", "j1"],
    each: null,
    given: [],
    barred,
    random: randomOf(1),
  });
  expect(made.map(({ entryId, judgeId }) => pairOf(entryId, judgeId)).toSorted()).toEqual([
    "e0 j1",
    "e1 j0",
    "e1 j1",
  ]);
});

test("who does not count any more is made up for by another, and asked a second time gives nothing", () => {
  const given = [
    { entryId: "e0", judgeId: "j0", counts: false },
    { entryId: "e0", judgeId: "j1", counts: true },
  ];
  const asked = {
    entries: ["e0"],
    judges: ["j0", "j1", "j2"],
    each: 2,
    barred: new Set<string>(),
    random: randomOf(3),
  };
  const more = giveOut({ ...asked, given });
  expect(more).toEqual([{ entryId: "e0", judgeId: "j2" }]);
  expect(giveOut({ ...asked, given: [...given, { entryId: "e0", judgeId: "j2", counts: true }] })).toEqual(
    [],
  );
});

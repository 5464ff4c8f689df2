import { expect, test } from "vitest";
import { randomOf } from "@/lib/seeded-random";
import { estimateBlind } from "../checks/estimate";
import type { TextStratum } from "../checks/stratum";
import { estimateCrowd, type RatedAnswer } from "./estimate-crowd";
import { adversary, careful, coin, hasty, type MadeUpRater, say } from "./made-up-crowd";
import type { KnownRater } from "./read-crowd";

/** What 40 answers on texts of either kind, read before, tell of somebody. */
function known({ falseYes, falseNo }: MadeUpRater, random: () => number): KnownRater {
  const rateOf = (rate: number) => {
    const wrong = Array.from({ length: 40 }, () => random() < rate).filter(Boolean).length;
    return { was: 0.5 + wrong, wasNot: 41.5 - wrong };
  };
  return { falseYes: rateOf(falseYes), falseNo: rateOf(falseNo), learns: false };
}

/** Which share of windows the label says "yes" of, by band and where it does not fire. */
const bands = [
  { windows: 5_000, says: 0.6 },
  { windows: 2_000, says: 0.9 },
  { windows: 300, says: 1 },
];
const random = { says: 0.1 };
const total = bands.reduce((sum, { windows }) => sum + windows, 0);
const balanced =
  (bands.reduce((sum, each) => sum + (each.windows / total) * each.says, 0) + 1 - random.says) / 2;

/** Eight people answer twelve texts each of a pool of sixty. */
function madeUp(people: readonly MadeUpRater[], seed: number) {
  const chance = randomOf(seed);
  const pool = Array.from({ length: 60 }, (_, i) => {
    const band = i % 6;
    const stratum: TextStratum =
      band < 3 ? { is: "band", band, windows: bands[band]?.windows ?? 0 } : { is: "random" };
    return { stratum, isYes: chance() < (bands[band]?.says ?? random.says) };
  });
  const answers: RatedAnswer[] = people.flatMap((rater, j) =>
    Array.from({ length: 12 }, (_, n) => {
      const i = (Math.floor(chance() * 10) * 6 + n) % 60;
      const { stratum, isYes } = pool[i] ?? { stratum: { is: "random" }, isYes: false };
      return { ...{ text: `${i}`, raterId: `${j}`, stratum }, says: say(rater, isYes, chance) };
    }),
  );
  return { answers, rates: new Map(people.map((rater, j) => [`${j}`, known(rater, chance)])) };
}

const people = [careful, careful, careful, hasty, hasty, hasty, coin, adversary];

test("the 90% interval holds what the label says in at least 90% of made-up crowds, where raw counts hold people's errors against it", () => {
  let [held, raw] = [0, 0];
  const crowds = 100;
  for (let seed = 0; seed < crowds; seed++) {
    const { answers, rates } = madeUp(people, seed);
    const crowd = estimateCrowd(answers, rates)?.balanced;
    if (crowd && crowd.low <= balanced && balanced <= crowd.high) held++;
    const counted = estimateBlind(answers, people.length).balanced;
    if (counted && counted.low <= balanced && balanced <= counted.high) raw++;
  }
  expect(held / crowds).toBeGreaterThan(0.9);
  expect(raw / crowds).toBeLessThan(0.5);
}, 60_000);

test("the same answers say the same, in whatever order the raters' rates are given", () => {
  const { answers, rates } = madeUp(people, 1);
  const turned = new Map([...rates].toReversed());
  expect(estimateCrowd(answers, turned)).toEqual(estimateCrowd(answers, rates));
  expect(estimateCrowd([], rates)).toBeNull();
});

test("two careful people who agree settle a text, and who says anything settles none", () => {
  const asked = (raters: readonly MadeUpRater[]) => {
    const chance = randomOf(3);
    const answers = raters.flatMap((_, j) =>
      Array.from({ length: 12 }, (__, i): RatedAnswer => {
        const stratum: TextStratum = i < 6 ? { is: "band", band: 1, windows: 5 } : { is: "random" };
        return { text: `${i}`, raterId: `${j}`, stratum, says: i < 6 };
      }),
    );
    return estimateCrowd(answers, new Map(raters.map((rater, j) => [`${j}`, known(rater, chance)])));
  };
  expect(asked([careful, careful, careful])).toMatchObject({ texts: 12, settled: 12 });
  expect(asked([coin, coin, coin])).toMatchObject({ texts: 12, settled: 0 });
});

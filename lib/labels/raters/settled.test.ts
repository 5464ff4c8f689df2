import { expect, test } from "vitest";
import { randomOf } from "@/lib/seeded-random";
import { careful, coin, crowdOf, hasty, type MadeUpRater, mixedCrowd, say } from "./made-up-crowd";
import { readCrowd, unknownRater } from "./read-crowd";
import { isSettled, settledFrom } from "./settled";

/** The share of items that the majority of 40 answers has wrong, and half of those where as many say either. */
function errorOf40(people: readonly MadeUpRater[], seed: number): number {
  const random = randomOf(seed);
  const items = 4_000;
  let wrong = 0;
  for (let i = 0; i < items; i++) {
    const isYes = i % 2 === 0;
    let right = 0;
    for (let n = 0; n < 40; n++) if (say(anyOf(people, random), isYes, random) === isYes) right++;
    wrong += right < 20 ? 1 : right === 20 ? 0.5 : 0;
  }
  return wrong / items;
}

/** Asks of each item one more person at a time until it is settled: how many answers that takes an item, and how many are wrong then. */
function askUntilSettled(people: readonly MadeUpRater[], mark: number, seed: number) {
  const random = randomOf(seed);
  const all = Array.from({ length: 240 }, (_, i) => ({
    ...{ group: 0, known: null, isYes: i % 2 === 0, probability: 0.5 },
    answers: [] as { rater: number; says: boolean }[],
  }));
  let answers = 0;
  for (let round = 0; round < 40; round++) {
    const open = all.filter(({ probability }) => !isSettled(probability, mark));
    if (open.length === 0) break;
    for (const item of open) {
      const rater = Math.floor(random() * people.length);
      item.answers.push({ rater, says: say(people[rater] ?? coin, item.isYes, random) });
      answers++;
    }
    const read = readCrowd({ items: all, groups: 1, raters: people.map(() => unknownRater) }, seed + round);
    for (const [i, item] of all.entries()) item.probability = read.items[i] ?? 0.5;
  }
  const wrong = all.filter(({ isYes, probability }) => probability > 0.5 !== isYes).length;
  return { answers: answers / all.length, error: wrong / all.length };
}

function anyOf(people: readonly MadeUpRater[], random: () => number): MadeUpRater {
  return people[Math.floor(random() * people.length)] ?? coin;
}

test("with spammers and adversaries texts settle by 3 times fewer answers than 40, and fewer of them wrongly", () => {
  const results = [2, 3].map((seed) => askUntilSettled(mixedCrowd, settledFrom, seed));
  const meanOf = (kind: "answers" | "error") => results.reduce((sum, each) => sum + each[kind], 0) / 2;
  expect(meanOf("answers")).toBeLessThan(40 / 3);
  expect(meanOf("error")).toBeLessThan(errorOf40(mixedCrowd, 4));
}, 120_000);

test("so they do among honest people, whose 40 answers hardly err, with a mark as strict", () => {
  const honest = crowdOf([8, careful], [12, hasty]);
  const { answers, error } = askUntilSettled(honest, 0.9995, 1);
  expect(answers).toBeLessThan(40 / 3);
  expect(error).toBeLessThanOrEqual(errorOf40(honest, 4));
}, 120_000);

import { expect, test } from "vitest";
import { randomOf } from "@/lib/seeded-random";
import { coin, type MadeUpRater, mixedCrowd as mixed, say } from "./made-up-crowd";
import { type Item, readCrowd, unknownRater } from "./read-crowd";

/** Items of two groups, one mostly "yes", each asked of some of the crowd. */
function answered(people: readonly MadeUpRater[], count: number, each: number, seed: number) {
  const random = randomOf(seed);
  const truth: boolean[] = [];
  const items = Array.from({ length: count }, (_, i): Item => {
    const isYes = random() < (i % 2 === 0 ? 0.8 : 0.15);
    truth.push(isYes);
    const asked = new Set<number>();
    while (asked.size < each) asked.add(Math.floor(random() * people.length));
    return {
      ...{ group: i % 2, known: null },
      answers: [...asked].map((rater) => ({ rater, says: say(people[rater] ?? coin, isYes, random) })),
    };
  });
  return { items, truth };
}
const unknown = (people: readonly MadeUpRater[]) => people.map(() => unknownRater);

test("known rates are inside their 90% intervals in about 90% of made-up crowds, of spammers and adversaries too", () => {
  const held = new Map<MadeUpRater, { in: number; of: number }>();
  for (let seed = 0; seed < 25; seed++) {
    const { items } = answered(mixed, 200, 6, seed);
    const { raters } = readCrowd({ items, groups: 2, raters: unknown(mixed) }, seed);
    for (const [j, rater] of mixed.entries()) {
      const count = held.get(rater) ?? { in: 0, of: 0 };
      held.set(rater, count);
      for (const kind of ["falseYes", "falseNo"] as const) {
        const { low, high } = raters[j]?.[kind] ?? { low: 1, high: 0 };
        count.in += Number(low <= rater[kind] && rater[kind] <= high);
        count.of++;
      }
    }
  }
  const shares = [...held.values()].map((each) => each.in / each.of);
  for (const share of shares) {
    expect(share).toBeGreaterThan(0.82);
    expect(share).toBeLessThan(0.97);
  }
}, 60_000);

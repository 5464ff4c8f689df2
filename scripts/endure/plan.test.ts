import { expect, test } from "vitest";
import { planKills, targets } from "./plan";

test("the same seed gives the same kills, another seed others", () => {
  expect(planKills({ kills: 30, seed: 7, writes: 20 })).toEqual(
    planKills({ kills: 30, seed: 7, writes: 20 }),
  );
  expect(planKills({ kills: 30, seed: 8, writes: 20 })).not.toEqual(
    planKills({ kills: 30, seed: 7, writes: 20 }),
  );
});

test("a short plan has every target, and a long one each as often", () => {
  for (const seed of [1, 2, 3]) {
    const short = planKills({ kills: targets.length, seed, writes: 20 }).map(({ target }) => target);
    expect(short.toSorted()).toEqual([...targets].sort());
    const long = planKills({ kills: 10 * targets.length, seed, writes: 20 });
    for (const target of targets) expect(long.filter((kill) => kill.target === target)).toHaveLength(10);
  }
});

test("some kills strike while the site recovers, none right after the start itself was killed", () => {
  const plan = planKills({ kills: 200, seed: 7, writes: 20 });
  const meanwhile = plan.flatMap((kill, n) => ("meanwhileMillis" in kill.when ? [n] : []));
  expect(meanwhile.length).toBeGreaterThan(20);
  for (const n of meanwhile) expect(plan[n - 1]?.target).not.toBe("power");
});

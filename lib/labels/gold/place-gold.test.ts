import { expect, test } from "vitest";
import { randomOf } from "@/lib/seeded-random";
import { goldCount, placeGold } from "./place-gold";

const text = (window: number, fires: boolean) => ({ indexId: "corpus", window, fires });
const hand = Array.from({ length: 12 }, (_, i) => text(i, i % 2 === 0));
const gold = (window: number, fires: boolean) => ({ ...text(window, fires), goldId: `gold ${window}` });

test("gold items take the places of texts of their kind, so that half still fires", () => {
  const placed = placeGold(hand, [gold(20, true), gold(21, false)]);
  expect(placed).toHaveLength(12);
  expect(placed.filter(({ fires }) => fires)).toHaveLength(6);
  expect(placed.flatMap(({ goldId }) => goldId ?? []).sort()).toEqual(["gold 20", "gold 21"]);
});

test("a text that the hand has is no gold item of it, and where none fits none comes", () => {
  expect(placeGold(hand, [gold(3, false)])).toEqual(hand.map((each) => ({ ...each, goldId: null })));
  const firing = hand.filter(({ fires }) => fires);
  expect(placeGold(firing, [gold(21, false)]).every(({ goldId }) => goldId === null)).toBe(true);
});

test("they come more rarely to the proven", () => {
  const rates = (high: number) => ({ falseYes: { high: 0.1 }, falseNo: { high } });
  const mean = (standing: Parameters<typeof goldCount>[0]) => {
    const random = randomOf(1);
    return (
      Array.from({ length: 1_000 }, () => goldCount(standing, random)).reduce((a, b) => a + b, 0) / 1_000
    );
  };
  expect(mean(null)).toBe(2);
  expect(mean({ answers: 500, rates: rates(0.4) })).toBe(2);
  expect(mean({ answers: 20, rates: rates(0.2) })).toBe(2);
  expect(Math.abs(mean({ answers: 60, rates: rates(0.2) }) - 0.25)).toBeLessThan(0.05);
});

import { expect, test } from "vitest";
import type { Evidence } from "@/lib/evidence-format/evidence";
import { drawHand, handSize } from "./draw-hand";

const example = (window: number) => ({
  ...{ corpus: 0, window, position: 5, activation: 1, firings: [], fired: 1, probability: 0.5 },
});
const neighbour = { kind: "attn" as const, layer: 3, index: 1 };

function evidence(
  perBand: number[],
  near: number,
  random: number,
): Pick<Evidence, "corpora" | "bands" | "negatives"> {
  let window = 0;
  return {
    corpora: [{ indexId: "corpus", tokens: 1, windows: 1 }],
    bands: perBand.map((count, band) => ({
      ...{ band, windows: 10 * (band + 1) },
      drawn: Array.from({ length: count }, () => example(window++)),
    })),
    negatives: [...Array(near).fill(neighbour), ...Array(random).fill(null)].map((each) => ({
      ...{ corpus: 0, window: window++, position: 7, neighbour: each, probability: 0.1 },
    })),
  };
}

const rich = evidence([20, 20, 20], 20, 20);
const countBy = (hand: ReturnType<typeof drawHand>, is: string) =>
  hand?.filter(({ stratum }) => stratum.is === is).length;

test("half fires, over all bands; of the rest half are near misses and half random", () => {
  const hand = drawHand(rich, 1, new Set());
  expect(hand).toHaveLength(handSize);
  expect([countBy(hand, "band"), countBy(hand, "near"), countBy(hand, "random")]).toEqual([6, 3, 3]);
  const bands = hand?.flatMap(({ stratum }) => (stratum.is === "band" ? [stratum.band] : [])).sort();
  expect(bands).toEqual([0, 0, 1, 1, 2, 2]);
  expect(hand?.every(({ fires, stratum }) => fires === (stratum.is === "band"))).toBe(true);
});

test("a seed gives one hand, another gives another", () => {
  expect(drawHand(rich, 5, new Set())).toEqual(drawHand(rich, 5, new Set()));
  expect(drawHand(rich, 5, new Set())).not.toEqual(drawHand(rich, 6, new Set()));
});

test("each text is as likely as the others of its stratum, and comes at each place of the hand", () => {
  const times = new Map<number, number>();
  const firstFires = Array.from({ length: 2_000 }, (_, seed) => {
    const hand = drawHand(rich, seed, new Set()) ?? [];
    for (const { window } of hand) times.set(window, (times.get(window) ?? 0) + 1);
    return hand[0]?.fires === true;
  }).filter(Boolean).length;
  expect(firstFires).toBeGreaterThan(900);
  expect(firstFires).toBeLessThan(1_100);
  // 6 of 60 that fire, 3 of 20 of either kind that do not.
  for (let window = 0; window < 60; window++)
    expect(Math.abs((times.get(window) ?? 0) - 200)).toBeLessThan(70);
  for (let window = 60; window < 100; window++)
    expect(Math.abs((times.get(window) ?? 0) - 300)).toBeLessThan(85);
});

test("what is left out never comes, and no window twice", () => {
  const without = new Set(Array.from({ length: 55 }, (_, window) => `corpus/${window}`));
  for (let seed = 0; seed < 50; seed++) {
    const windows = drawHand(rich, seed, without)?.map(({ indexId, window }) => `${indexId}/${window}`) ?? [];
    expect(windows.filter((each) => without.has(each))).toEqual([]);
    expect(new Set(windows).size).toBe(windows.length);
  }
});

test("where there is little, a hand is smaller and still balanced, and with too little there is none", () => {
  expect(
    drawHand(evidence([4], 1, 9), 1, new Set())
      ?.map(({ fires }) => fires)
      .sort(),
  ).toEqual([...Array(4).fill(false), ...Array(4).fill(true)]);
  expect(countBy(drawHand(evidence([20], 0, 20), 1, new Set()), "random")).toBe(6);
  expect(drawHand(evidence([2], 20, 20), 1, new Set())).toBeNull();
  expect(drawHand(evidence([20], 1, 1), 1, new Set())).toBeNull();
  expect(drawHand(evidence([], 20, 20), 1, new Set())).toBeNull();
});

test("every second text of a kind is one that others were asked about, as far as there are", () => {
  const open = new Set([0, 1, 20, 21, 40, 60, 61, 62, 80, 81].map((window) => `corpus/${window}`));
  let shared = 0;
  for (let seed = 0; seed < 50; seed++) {
    const hand = drawHand(rich, seed, new Set(), open) ?? [];
    expect(hand).toHaveLength(handSize);
    shared += hand.filter(({ indexId, window }) => open.has(`${indexId}/${window}`)).length;
  }
  // Half of twelve, and now and then one more by chance.
  expect(shared / 50).toBeGreaterThan(5);
  expect(shared / 50).toBeLessThan(8);
  expect(drawHand(rich, 3, new Set(), new Set(["elsewhere/1"]))).toEqual(drawHand(rich, 3, new Set()));
});

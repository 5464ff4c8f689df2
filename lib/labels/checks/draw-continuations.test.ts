import { expect, test } from "vitest";
import {
  type DecoyFeature,
  drawContinuations,
  minQuestions,
  optionCount,
  type Place,
} from "./draw-continuations";

/** Tokens 0 to 9 are the feature's, 100 to 109 the first decoy's, and so on. */
const theme = ["mary", "oak", "red", "seven", "fish"];
const textOf = (token: number) =>
  ` ${theme[Math.floor(token / 100)]}${String.fromCharCode(97 + (token % 100))}`;
const ten = (from: number) => Array.from({ length: 10 }, (_, i) => from + i);
const decoy = (from: number, as: DecoyFeature["as"] = "together"): DecoyFeature => ({
  ...{ kind: "attn", layer: 3, index: from, as, promoted: ten(from) },
});
const places: Place[] = ten(0).map((window) => ({ indexId: "one", window, position: 5, probability: 1 }));
const asked = {
  promoted: ten(0).map((token) => ({ token, value: 2 - token / 10 })),
  ...{ decoys: [100, 200, 300, 400].map((from) => decoy(from)), places, textOf },
  ...{ nextTokenOf: () => undefined, label: "says who it was", seed: 1 },
};

test("each question has one of the feature's tokens and one of each of the same three others", () => {
  const hand = drawContinuations(asked) ?? [];
  expect(hand).toHaveLength(10);
  const all = hand.flatMap(({ stratum }) => stratum.options);
  expect(new Set(all).size).toBe(10 * optionCount);
  for (const { stratum } of hand) {
    const right = stratum.options[stratum.raised] ?? -1;
    expect(right).toBeLessThan(10);
    expect(stratum.decoys[stratum.raised]).toBeNull();
    // Of like rank, and each of the feature that it says.
    expect(stratum.options.map((token) => token % 100)).toEqual(Array(optionCount).fill(right));
    expect(stratum.decoys.flatMap((each) => each?.index ?? []).sort()).toEqual([100, 200, 300]);
  }
  expect(new Set(hand.map(({ window }) => window)).size).toBe(10);
});

test("a seed gives one hand, and the right token stands at each place as often", () => {
  expect(drawContinuations({ ...asked, seed: 5 })).toEqual(drawContinuations({ ...asked, seed: 5 }));
  const at = [0, 0, 0, 0];
  for (let seed = 0; seed < 400; seed++)
    for (const { stratum } of drawContinuations({ ...asked, seed }) ?? [])
      at[stratum.raised] = (at[stratum.raised] ?? 0) + 1;
  for (const count of at) expect(Math.abs(count - 1_000)).toBeLessThan(110);
});

test("what the label names is not asked about, on either side", () => {
  const tokens = (label: string) =>
    (drawContinuations({ ...asked, label }) ?? []).flatMap(({ stratum }) => stratum.options).map(textOf);
  expect(tokens("says Marya, marye or oakB")).toHaveLength(8 * optionCount);
  expect(tokens("says Marya, marye or oakB")).not.toEqual(expect.arrayContaining([" marya"]));
  expect(tokens("says Marya, marye or oakB")).not.toEqual(expect.arrayContaining([" oakb"]));
  const all = ten(0).map((token) => textOf(token));
  expect(drawContinuations({ ...asked, label: all.slice(0, 7).join(" ") })).toBeNull();
});

test("what it raises less than half as much as its strongest is not asked about, and stands beside no right one", () => {
  const steep = ten(0).map((token) => ({ token, value: token < 5 ? 2 : 0.9 }));
  // A decoy that raises two of these too, by the same words in capitals.
  const promoted = [...ten(100).slice(0, 8), 5, 6];
  const hand = drawContinuations({
    ...asked,
    promoted: steep,
    decoys: [{ ...decoy(100), promoted }, decoy(200), decoy(300)],
  });
  expect(hand).toHaveLength(5);
  for (const { stratum } of hand ?? [])
    expect(stratum.options.filter((token) => token < 10)).toEqual([stratum.options[stratum.raised]]);
  const peak = ten(0).map((token) => ({ token, value: token === 0 ? 5 : 1 }));
  expect(drawContinuations({ ...asked, promoted: peak })).toBeNull();
});

test("a feature that raises three of the same tokens is no decoy, and without three decoys there is no hand", () => {
  const alike = { ...decoy(100), promoted: [0, 1, 2, ...ten(100)] };
  const hand = drawContinuations({ ...asked, decoys: [alike, decoy(200), decoy(300), decoy(400)] });
  expect(hand?.[0]?.stratum.decoys.flatMap((each) => each?.index ?? []).sort()).toEqual([200, 300, 400]);
  expect(drawContinuations({ ...asked, decoys: [alike, decoy(200), decoy(300)] })).toBeNull();
});

test("what the corpus has next after a text is among no tokens that are asked about there", () => {
  const next = (window: number) => (window % 2 === 0 ? window : 100 + window);
  for (let seed = 0; seed < 50; seed++)
    for (const { window, stratum } of drawContinuations({
      ...asked,
      seed,
      nextTokenOf: (at) => next(at.window),
    }) ?? [])
      expect(stratum.options).not.toContain(next(window));
});

test("a token that shows nothing or half a character is not asked about, and too few texts make no hand", () => {
  const odd = drawContinuations({
    ...asked,
    textOf: (token) => (token < 2 ? "\n" : token === 2 ? "\ufffd" : textOf(token)),
  });
  expect(odd).toHaveLength(7);
  expect(drawContinuations({ ...asked, places: places.slice(0, minQuestions - 1) })).toBeNull();
  expect(drawContinuations({ ...asked, places: places.slice(0, minQuestions) })).toHaveLength(minQuestions);
});

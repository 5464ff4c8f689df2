import fc from "fast-check";
import { expect, test } from "vitest";
import { bandCount, bandOf, binCount, binOf } from "@/lib/evidence-format/strata";
import { randomOf } from "@/lib/seeded-random";
import { firingsByBand, ScoreCount } from "./score-bands";

/** A made-up window: where the feature fires, how strongly, and what the program marks. */
interface Window {
  tokens: { activation: number; isMarked: boolean }[];
}

const strengths = fc.float({ min: Math.fround(0.001), max: Math.fround(900), noNaN: true });
const windows = fc.array(
  fc.record({
    tokens: fc.array(fc.record({ activation: fc.oneof(fc.constant(0), strengths), isMarked: fc.boolean() }), {
      minLength: 1,
      maxLength: 8,
    }),
  }),
  { minLength: 1, maxLength: 12 },
);

function corpusOf(all: readonly Window[]) {
  const tokens = all.flatMap((window) => window.tokens);
  const counts = new Array<number>(binCount).fill(0);
  for (const { activation } of tokens)
    if (activation > 0) counts[binOf(activation)] = (counts[binOf(activation)] ?? 0) + 1;
  const marked = all.filter((window) => window.tokens.some(({ isMarked }) => isMarked));
  return {
    marked,
    corpus: {
      tokens: tokens.length,
      windows: all.length,
      fired: tokens.filter(({ activation }) => activation > 0).length,
      histogram: { first: 0, counts },
      marked: { tokens: tokens.filter(({ isMarked }) => isMarked).length, windows: marked.length },
    },
  };
}

const hitsIn = ({ tokens }: Window) =>
  tokens.flatMap(({ activation, isMarked }) => (isMarked && activation > 0 ? [activation] : []));

test("read whole, every number is what counting by hand gives, though only windows with a mark were read", () => {
  fc.assert(
    fc.property(windows, (all) => {
      const { marked, corpus } = corpusOf(all);
      const count = new ScoreCount();
      for (const window of marked) count.add(hitsIn(window));
      const score = count.score(corpus);
      const tokens = all.flatMap((window) => window.tokens);
      for (const { band, firings, marked: told } of score.bands) {
        const inBand = tokens.filter(({ activation }) => activation > 0 && bandOf(activation) === band);
        expect(firings).toBe(inBand.length);
        const hits = inBand.filter(({ isMarked }) => isMarked).length;
        expect(told).toEqual({ value: hits, low: hits, high: hits });
      }
      const quiet = tokens.filter(({ activation }) => activation === 0);
      const unmarked = quiet.filter(({ isMarked }) => !isMarked).length;
      if (quiet.length === 0) expect(score.specificity).toBeNull();
      else expect(score.specificity?.value).toBeCloseTo(unmarked / quiet.length, 12);
      const hits = tokens.filter(({ activation, isMarked }) => isMarked && activation > 0).length;
      if (corpus.marked.tokens === 0) expect(score.precision).toBeNull();
      else expect(score.precision?.value).toBe(hits / corpus.marked.tokens);
      if (corpus.fired === 0) expect(score.sensitivity).toBeNull();
      else expect(score.sensitivity?.value).toBe(hits / corpus.fired);
    }),
  );
});

test("every firing is in the band of its strength, whatever the histogram leaves out at its ends", () => {
  fc.assert(
    fc.property(fc.array(strengths, { minLength: 1 }), (activations) => {
      const bars = new Array<number>(binCount).fill(0);
      for (const activation of activations) bars[binOf(activation)] = (bars[binOf(activation)] ?? 0) + 1;
      const first = bars.findIndex((count) => count > 0);
      const byBand = firingsByBand({ first, counts: bars.slice(first) });
      for (let band = 0; band < bandCount; band++)
        expect(byBand[band]).toBe(activations.filter((activation) => bandOf(activation) === band).length);
    }),
  );
});

/** How often the interval of what was drawn holds the truth. */
function coverage({ rate, drawn, of }: { rate: number; drawn: number; of: number }): number {
  const random = randomOf(5);
  const tries = 400;
  let held = 0;
  for (let i = 0; i < tries; i++) {
    const all: Window[] = Array.from({ length: of }, () => ({
      // Firings of one window come together.
      tokens: Array.from({ length: random() < rate ? 1 + Math.floor(random() * 4) : 1 }, (_, at) => ({
        activation: at > 0 ? 1 : 0,
        isMarked: true,
      })),
    }));
    const { corpus } = corpusOf(all);
    const truth = all.reduce((sum, window) => sum + hitsIn(window).length, 0);
    const count = new ScoreCount();
    for (const window of all.slice(0, drawn)) count.add(hitsIn(window));
    const told = count.score(corpus).bands[0]?.marked ?? { low: 0, high: 0 };
    if (truth === 0 || (told.low <= truth && truth <= told.high)) held += 1;
  }
  return held / tries;
}

test("where some windows were drawn, nine intervals of ten or more hold what all of them have", () => {
  for (const rate of [0.02, 0.1, 0.5])
    for (const drawn of [64, 200]) {
      const share = coverage({ rate, drawn, of: 600 });
      console.info(`of 600 windows ${drawn} drawn, ${rate} with firings: ${Math.round(100 * share)} of 100`);
      expect(share).toBeGreaterThanOrEqual(0.86);
    }
});

test("what was counted stands below every estimate, and there are never more firings than there are", () => {
  const count = new ScoreCount();
  for (let i = 0; i < 8; i++) count.add([1, 1]);
  const corpus = { tokens: 1000, windows: 100, fired: 20, histogram: { first: 24, counts: [20] } };
  const { bands, sensitivity } = count.score({ ...corpus, marked: { tokens: 300, windows: 100 } });
  expect(bands[0]).toMatchObject({ firings: 20, marked: { value: 20, high: 20 } });
  expect(bands[0]?.marked.low).toBeGreaterThanOrEqual(16);
  expect(sensitivity?.high).toBe(1);
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bandOf } from "@/lib/evidence-format/strata";
import { type NaiveTally, naiveTally, naiveTop, type ReadWindow } from "../oracle/naive-tally";
import type { CorpusEvidence } from "./corpus-evidence";
import { maxFirings } from "./example-store";
import { mergeDictionary } from "./merge-dictionary";
import { Sample } from "./sample";
import { SampleWriter } from "./sample-bytes";
import { Tally } from "./tally";
import { type FeatureTally, packTally, TallyReader } from "./tally-bytes";

const F = 5;
const dictionary = { kind: "resid" as const, layer: 0, dFeatures: F };

/** Windows of a few tokens, in which strengths repeat and the same words come again. */
const anyWindow = fc
  .record({
    tokenIds: fc.array(fc.nat(2), { minLength: 1, maxLength: 50 }),
    rows: fc.array(fc.subarray([...Array(F).keys()], { maxLength: 3 }), { minLength: 50, maxLength: 50 }),
    strengths: fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 20, maxLength: 20 }),
  })
  .map(({ tokenIds, rows, strengths }) => {
    const firings = tokenIds.flatMap((_, position) =>
      (rows[position] ?? []).map((index) => {
        return { position, index, activation: (strengths[(7 * position + index) % 20] ?? 1) / 16 };
      }),
    );
    const active = {
      positions: Uint32Array.from(firings, ({ position }) => position),
      indices: Uint32Array.from(firings, ({ index }) => index),
      activations: Float32Array.from(firings, ({ activation }) => activation),
    };
    return { tokenIds, active };
  });
const anyCorpus = fc
  .array(anyWindow, { minLength: 1, maxLength: 30 })
  .map((windows) => windows.map((window, i): ReadWindow => ({ ...window, number: 3 * i + 1 })));
const anyKeep = fc.record({
  top: fc.integer({ min: 1, max: 6 }),
  drawn: fc.integer({ min: 1, max: 4 }),
  read: fc.integer({ min: 1, max: 4 }),
});

function pack(
  windows: readonly ReadWindow[],
  keep = { top: 20, drawn: 3, read: 2 },
): Uint8Array<ArrayBuffer> {
  const tally = new Tally(F, keep, 7);
  for (const { number, tokenIds, active } of windows) tally.add(number, tokenIds, active);
  return packTally(tally, undefined);
}

function readAll(bytes: Uint8Array): FeatureTally[] {
  const reader = new TallyReader(bytes, F);
  const tallies = Array.from({ length: F }, () => reader.next());
  reader.end();
  return tallies;
}

const noSample = new Sample([dictionary], [new SampleWriter(1).packed()]);

/** Parts put together; `indexId` names the corpus, whose windows are `corpora[indexId]`. */
function merge(
  parts: readonly Uint8Array[],
  corpora: Record<string, readonly ReadWindow[]>,
  indexId: string,
  earlier?: readonly CorpusEvidence[],
): CorpusEvidence[] {
  const windows = corpora[indexId] ?? [];
  const tokens = windows.reduce((sum, { tokenIds }) => sum + tokenIds.length - 1, 0);
  const evidence = mergeDictionary(dictionary, parts, noSample, {
    ...{ seed: 11, corpus: { indexId, tokens, windows: windows.length }, sampledShare: 0 },
    tokensOf: (id, number) => corpora[id]?.find((window) => window.number === number)?.tokenIds ?? [],
    neighboursOf: () => [],
    ...(earlier && { earlier: (index) => asStored(earlier[index]) }),
  });
  return [...evidence];
}

function asStored(evidence: CorpusEvidence | undefined) {
  if (!evidence) return undefined;
  const { index, byDfa, ...rest } = evidence;
  const own = { logits: null, heads: null, neighbours: [], duplicates: [] };
  return { format: "circuit-commons/evidence@1" as const, ...rest, ...own };
}

function histogramOf(naive: NaiveTally): [number, number][] {
  return [...naive.histogram].sort(([a], [b]) => a - b);
}

describe("a part's tally", () => {
  test("has the counts, strongest windows and bands that a naive count has, packed and read again", () => {
    fc.assert(
      fc.property(anyCorpus, anyKeep, (windows, keep) => {
        const tallies = readAll(pack(windows, keep));
        for (const [index, tally] of tallies.entries()) {
          const naive = naiveTally(windows, index);
          expect(tally.tokens).toBe(naive.tokens);
          expect(tally.windows).toBe(naive.peaks.length);
          expect(tally.sum).toBeCloseTo(naive.sum, 6);
          const bars = [...tally.histogram.entries()].filter(([, count]) => count > 0);
          expect(bars).toEqual(histogramOf(naive));
          const top = tally.examples
            .filter((example) => example.top)
            .sort((a, b) => b.activation - a.activation || a.window - b.window);
          expect(top.map(({ window, position, activation }) => ({ window, position, activation }))).toEqual(
            naiveTop(naive, keep.top).map(({ window, position, activation }) => {
              return { window, position, activation };
            }),
          );
        }
      }),
    );
  });

  test("draws from each band as many windows as it keeps, none twice, and by their probabilities they stand for all of the band", () => {
    fc.assert(
      fc.property(anyCorpus, anyKeep, (windows, keep) => {
        for (const [index, tally] of readAll(pack(windows, keep)).entries()) {
          const naive = naiveTally(windows, index);
          for (const [band, count] of tally.bandWindows.entries()) {
            expect(count).toBe(naive.bandWindows.get(band) ?? 0);
            const drawn = tally.examples.filter((example) => example.drawn && example.band === band);
            expect(drawn.length).toBe(Math.min(count, keep.drawn));
            expect(new Set(drawn.map(({ window }) => window)).size).toBe(drawn.length);
          }
          for (const { window, activation, band, position, fired, firings } of tally.examples) {
            const peak = naive.peaks.find((other) => other.window === window);
            expect({ activation, position, fired }).toEqual({
              activation: peak?.activation,
              position: peak?.position,
              fired: peak?.firings.length,
            });
            expect(band).toBe(bandOf(activation));
            expect(firings.length).toBe(Math.min(fired, maxFirings));
            expect(firings).toContainEqual([position, activation]);
            for (const [at, value] of firings) {
              const true_ = peak?.firings.find(([other]) => other === at)?.[1] ?? Number.NaN;
              expect(Math.abs(value - true_)).toBeLessThanOrEqual(true_ / 2 ** 11);
            }
          }
        }
      }),
    );
  });

  test("draws every window of a band as often as any other, first places as well", () => {
    const windows = Array.from({ length: 12 }, (_, number): ReadWindow => {
      const active = {
        positions: Uint32Array.of(1),
        indices: Uint32Array.of(0),
        activations: Float32Array.of(1),
      };
      return { number, tokenIds: [0, number], active };
    });
    const rounds = 3_000;
    const [inAll, inFirst] = [new Uint32Array(12), new Uint32Array(12)];
    for (let seed = 0; seed < rounds; seed++) {
      const tally = new Tally(1, { top: 1, drawn: 4, read: 2 }, seed);
      for (const { number, tokenIds, active } of windows) tally.add(number, tokenIds, active);
      const drawn = tally.drawn(0, bandOf(1)).map((place) => tally.store.windowOf(place));
      for (const [i, window] of drawn.entries()) {
        inAll[window] += 1;
        if (i < 2) inFirst[window] += 1;
      }
    }
    // Five standard deviations of a binomial count.
    const off = (count: number, p: number) => Math.abs(count - rounds * p) / Math.sqrt(rounds * p * (1 - p));
    for (const count of inAll) expect(off(count, 4 / 12)).toBeLessThan(5);
    for (const count of inFirst) expect(off(count, 2 / 12)).toBeLessThan(5);
  });

  test("holds no more after twenty thousand windows of which each was the strongest so far", () => {
    const tally = new Tally(1, { top: 4, drawn: 2, read: 1 }, 7);
    const lists = { positions: Uint32Array.of(1, 2), indices: Uint32Array.of(0, 0) };
    for (let number = 0; number < 20_000; number++) {
      const activations = Float32Array.of(1, 1 + number / 1_000);
      tally.add(number, [0, number, number], { ...lists, activations });
    }
    expect(tally.top(0).map((place) => tally.store.windowOf(place))).toEqual([
      19_999, 19_998, 19_997, 19_996,
    ]);
    expect(tally.store.heldBytes).toBeLessThan(10_000);
  });
});

describe("parts put together", () => {
  const half = (windows: readonly ReadWindow[], odd: number) => windows.filter((_, i) => i % 2 === odd);

  test("have the counts and strongest windows of the whole, whatever the parts", () => {
    fc.assert(
      fc.property(anyCorpus, (windows) => {
        const whole = merge([pack(windows)], { a: windows }, "a");
        const parts = merge([pack(half(windows, 1)), pack(half(windows, 0))], { a: windows }, "a");
        for (const [index, own] of whole.entries()) {
          const other = parts[index];
          expect(other?.fired).toEqual(own.fired);
          expect(other?.histogram).toEqual(own.histogram);
          expect(other?.top).toEqual(own.top);
          expect(other?.activation.max).toBe(own.activation.max);
          expect(other?.activation.mean).toBeCloseTo(own.activation.mean, 9);
          expect(other?.bands.map(({ band, windows }) => [band, windows])).toEqual(
            own.bands.map(({ band, windows }) => [band, windows]),
          );
        }
      }),
    );
  });

  test("tell of every drawn window with what probability it was, and by that they stand for all of their band", () => {
    fc.assert(
      fc.property(anyCorpus, (windows) => {
        const parts = [pack(half(windows, 0)), pack(half(windows, 1))];
        for (const { bands } of merge(parts, { a: windows }, "a"))
          for (const { windows: count, drawn } of bands) {
            const stoodFor = drawn.reduce((sum, { probability }) => sum + 1 / (probability ?? 1), 0);
            expect(stoodFor).toBeCloseTo(count, 9);
          }
      }),
    );
  });

  test("of a second corpus are put in as if both had been one", () => {
    fc.assert(
      fc.property(anyCorpus, anyCorpus, (first, second) => {
        const moved = second.map((window) => ({ ...window, number: window.number + 1_000 }));
        const both = [...first, ...moved];
        const whole = merge([pack(both)], { all: both }, "all");
        const earlier = merge([pack(first)], { a: first }, "a");
        const after = merge([pack(moved)], { a: first, b: moved }, "b", earlier);
        for (const [index, own] of whole.entries()) {
          const other = after[index];
          expect(other?.corpora.map(({ indexId }) => indexId)).toEqual(["a", "b"]);
          expect(other?.fired).toEqual(own.fired);
          expect(other?.histogram).toEqual(own.histogram);
          expect(other?.activation.mean).toBeCloseTo(own.activation.mean, 9);
          expect(other?.top.map(({ corpus, ...rest }) => rest)).toEqual(
            own.top.map(({ corpus, ...rest }) => rest),
          );
          for (const { corpus, window } of other?.top ?? []) expect(corpus).toBe(window < 1_000 ? 0 : 1);
          expect(other?.bands.map(({ band, windows }) => [band, windows])).toEqual(
            own.bands.map(({ band, windows }) => [band, windows]),
          );
        }
      }),
    );
  });

  test("are not put in twice", () => {
    const [windows = []] = fc.sample(anyCorpus, { numRuns: 1, seed: 1 });
    const once = merge([pack(windows)], { a: windows }, "a");
    expect(() => merge([pack(windows)], { a: windows }, "a", once)).toThrow("This corpus is in");
  });

  test("that were stored broken are refused in a sentence, and take nothing down", () => {
    fc.assert(
      fc.property(anyCorpus, fc.nat(), fc.nat(255), fc.boolean(), (windows, at, value, cut) => {
        const packed = pack(windows);
        const broken = packed.slice(0, cut ? at % packed.length : packed.length);
        if (!cut) broken[at % packed.length] = value;
        try {
          readAll(broken);
          expect(cut).toBe(false);
        } catch (error) {
          expect(error).toMatchObject({ name: "EngineError", code: "invalid-input" });
          expect(String(error)).toMatch(/is broken: .*\. Read that part again\./);
        }
      }),
    );
  });

  test("of another dictionary are refused", () => {
    expect(() => new TallyReader(pack([]), F + 1)).toThrow("it is not of 6 features");
  });
});

import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { evidenceSchema } from "@/lib/evidence-format/evidence";
import { headTable } from "../attribution/head-table";
import { type LoadedModel, openModel } from "../model";
import { naiveTally, naiveTop, type ReadWindow } from "../oracle/naive-tally";
import { openRuntime } from "../runtime";
import type { CorpusEvidence } from "./corpus-evidence";
import { mergeDictionary } from "./merge-dictionary";
import { type CorpusWindow, mostTop, type PartTally } from "./part";
import { Sample } from "./sample";
import { tallyWindows } from "./tally-windows";
import { maxTokensLookedAt } from "./together";

const keep = { top: mostTop, drawn: 5, read: 3 };
const options = { seed: 3, keep, sampledWindows: () => true };

describe("the bundled model, read in two parts of twenty windows", () => {
  /** Of each dictionary. */
  const features = [0, 100, 512, 900, 1023];
  let model: LoadedModel;
  let windows: CorpusWindow[];
  let parts: PartTally[];
  let sample: Sample;
  let evidence: CorpusEvidence[][];
  let read: ReadWindow[][];
  let tokens: number;

  const tokensOf = (_: string, number: number) => windows[number]?.tokenIds ?? [];
  const neighboursOf = (index: number) => [
    { kind: "mlp" as const, layer: 1, index: index + 1 },
    { kind: "resid" as const, layer: 2, index },
  ];

  beforeAll(async () => {
    const runtime = await openRuntime({ provider: "cpu", threads: 1 });
    model = await openModel("models/storybook-4l", { runtime });
    const lines = readFileSync("models/storybook-4l/corpus.jsonl", "utf8").split("\n").slice(0, 40);
    windows = lines.map((line, number) => {
      const { text }: { text: string } = JSON.parse(line);
      return { number, tokenIds: model.tokenize(text.slice(0, 180)).map(({ id }) => id) };
    });
    const sampled = { ...options, sampledWindows: (number: number) => number % 4 !== 1 };
    parts = [
      await tallyWindows(model, windows.slice(0, 20), sampled),
      await tallyWindows(model, windows.slice(20), sampled),
    ];
    tokens = windows.reduce((sum, { tokenIds }) => sum + tokenIds.length - 1, 0);
    sample = new Sample(
      model.dictionaries,
      parts.map((part) => part.sample),
    );
    evidence = model.dictionaries.map((dictionary, i) => {
      const tallies = parts.map(({ dictionaries }) => dictionaries[i]?.tally ?? new Uint8Array());
      const corpus = { indexId: "index", tokens, windows: 40 };
      const put = { seed: 1, corpus, sampledShare: 0.75, tokensOf, neighboursOf };
      return [...mergeDictionary(dictionary, tallies, sample, put)];
    });
    read = model.dictionaries.map(() => []);
    for (const window of windows) {
      const run = await model.run(window.tokenIds);
      for (const [i, active] of run.features.entries()) read[i]?.push({ ...window, active });
    }
  }, 300_000);
  afterAll(() => model.close());

  /** Some features of every dictionary, beside a naive count of each. */
  function* counted() {
    for (const [i, dictionary] of model.dictionaries.entries())
      for (const index of features) {
        const own = evidence[i]?.[index];
        if (!own) throw new Error("every feature has evidence");
        yield { dictionary, own, naive: naiveTally(read[i] ?? [], index), index };
      }
  }

  test("has evidence of every feature, as its schema says", () => {
    expect(parts.map((part) => part.windows)).toEqual([20, 20]);
    expect(parts.reduce((sum, part) => sum + part.tokens, 0)).toBe(tokens);
    for (const [i, { dFeatures, kind }] of model.dictionaries.entries()) {
      expect(evidence[i]?.map(({ index }) => index)).toEqual([...Array(dFeatures).keys()]);
      for (const { index, byDfa, ...own } of evidence[i]?.slice(0, 50) ?? []) {
        const heads = byDfa && { byWeight: byDfa.shares, byDfa: byDfa.shares, examples: byDfa.examples };
        const rest = { logits: null, heads, neighbours: [], duplicates: [] };
        evidenceSchema.parse({ format: "circuit-commons/evidence@1", ...own, ...rest });
        expect(byDfa !== null, `${kind} ${index}`).toBe(kind === "attn" && own.fired.tokens > 0);
      }
    }
  });

  test("fires where a naive count says, as often and as strongly", () => {
    for (const { own, naive } of counted()) {
      expect(own.fired).toEqual({ tokens: naive.tokens, windows: naive.peaks.length });
      expect(own.families.includes("dead")).toBe(naive.tokens === 0);
      expect(own.families.includes("always-on")).toBe(naive.tokens >= 0.9 * tokens);
      expect(own.activation.max).toBe(naive.peaks[0]?.activation ?? 0);
      expect(own.activation.mean).toBeCloseTo(naive.tokens && naive.sum / naive.tokens, 6);
      const bars = own.histogram.counts.map((count, i): [number, number] => [own.histogram.first + i, count]);
      expect(bars.filter(([, count]) => count > 0)).toEqual([...naive.histogram].sort(([a], [b]) => a - b));
      expect(own.bands.map(({ band, windows: count }) => [band, count])).toEqual(
        [...naive.bandWindows].sort(([a], [b]) => a - b),
      );
      expect(own.top.map(({ window, position, activation }) => [window, position, activation])).toEqual(
        naiveTop(naive, mostTop).map(({ window, position, activation }) => [window, position, activation]),
      );
      for (const { windows: count, drawn } of own.bands)
        expect(drawn.reduce((sum, { probability }) => sum + 1 / (probability ?? 1), 0)).toBeCloseTo(count, 6);
    }
  });

  test("reads by head and source what its head tables say", async () => {
    for (const { dictionary, own, index } of counted()) {
      for (const { window, position, activation, reads, readsTotal } of own.top.slice(0, 1)) {
        expect(reads !== undefined).toBe(dictionary.kind === "attn");
        if (!reads) continue;
        const at = { kind: "attn" as const, layer: dictionary.layer, index, position };
        const { table, constant } = await headTable(model, windows[window]?.tokenIds ?? [], at);
        const cells = table.flat();
        const absolute = cells.reduce((sum, value) => sum + Math.abs(value), 1 + Math.abs(constant));
        expect(Math.abs((readsTotal ?? Number.NaN) + constant - activation)).toBeLessThan(1e-4 * absolute);
        const largest = cells.map(Math.abs).sort((a, b) => b - a);
        for (const [i, { head, source, value }] of reads.entries()) {
          expect(Math.abs(value - (table[head]?.[source] ?? Number.NaN))).toBeLessThan(1e-4 * absolute);
          expect(Math.abs(Math.abs(value) - (largest[i] ?? 0))).toBeLessThan(1e-4 * absolute);
        }
      }
      expect(own.byDfa?.shares.reduce((sum, share) => sum + share, 0) ?? 1).toBeCloseTo(1, 2);
    }
  });

  test("weighs heads by drawn examples: where all windows were drawn, as all head tables together", async () => {
    let compared = 0;
    for (const { dictionary, own, naive, index } of counted()) {
      const few = own.bands.every(({ windows: count }) => count <= keep.read);
      if (!few || !own.byDfa || compared === 6) continue;
      compared += 1;
      const sums = Array.from({ length: model.config.heads }, () => 0);
      for (const { window, position } of naive.peaks) {
        const at = { kind: "attn" as const, layer: dictionary.layer, index, position };
        const { table } = await headTable(model, windows[window]?.tokenIds ?? [], at);
        const byHead = table.map((row) => row.reduce((sum, value) => sum + Math.abs(value), 0));
        const all = byHead.reduce((sum, value) => sum + value, 0);
        for (const [h, value] of byHead.entries()) sums[h] = (sums[h] ?? 0) + value / all;
      }
      expect(own.byDfa.examples).toBe(naive.peaks.length);
      for (const [h, share] of own.byDfa.shares.entries())
        expect(Math.abs(share - (sums[h] ?? 0) / naive.peaks.length)).toBeLessThan(0.006);
    }
    expect(compared).toBeGreaterThan(0);
  });

  test("names what fires with it and on which tokens, by the windows kept whole", () => {
    const whole = windows.filter(({ number }) => number % 4 !== 1);
    expect(sample.windows.map(({ number }) => number).sort((a, b) => a - b)).toEqual(
      whole.map(({ number }) => number),
    );
    const { firesAt, placesOf } = firingsOf(whole);
    for (const { own, index, dictionary } of counted()) {
      const name = `${dictionary.kind} ${dictionary.layer} ${index}`;
      const mine = new Set(placesOf.get(name));
      if (mine.size > maxTokensLookedAt) continue;
      const both = new Map<string, number>();
      for (const place of mine)
        for (const other of firesAt.get(place) ?? []) both.set(other, (both.get(other) ?? 0) + 1);
      const overlapWith = (other: string) =>
        (both.get(other) ?? 0) / Math.sqrt(mine.size * (placesOf.get(other)?.length ?? 0));
      for (const other of own.together) {
        const otherName = `${other.kind} ${other.layer} ${other.index}`;
        expect(other.both).toBe(both.get(otherName));
        expect(Math.abs(other.overlap - overlapWith(otherName))).toBeLessThan(0.005);
      }
      const others = [...both].filter(([other, times]) => other !== name && times >= 2);
      expect(own.together.length).toBe(Math.min(10, others.length));
      const overlaps = others.map(([other]) => overlapWith(other)).sort((x, y) => y - x);
      for (const [i, { overlap }] of own.together.entries())
        expect(Math.abs(overlap - (overlaps[i] ?? 0))).toBeLessThan(0.005);
      for (const { token, firesOn, sampled } of own.tokens) {
        const stands = whole.flatMap(({ number, tokenIds }) =>
          tokenIds.flatMap((id, position) => (id === token && position > 0 ? [`${number} ${position}`] : [])),
        );
        expect(sampled).toBe(stands.length);
        const share = stands.filter((place) => mine.has(place)).length / stands.length;
        if (firesOn === null) expect(stands.length).toBeLessThan(5);
        else expect(Math.abs(firesOn - share)).toBeLessThan(0.005);
      }
    }
  });

  test("counts the tokens it fires on most exactly where all its windows were kept", () => {
    let compared = 0;
    for (const { own, naive } of counted()) {
      const kept = new Set(
        [...own.top, ...own.bands.flatMap(({ drawn }) => drawn)].map(({ window }) => window),
      );
      if (naive.tokens === 0 || kept.size < naive.peaks.length) continue;
      if (naive.peaks.some(({ firings }) => firings.length > 32)) continue;
      const weighed = own.bands.every(({ drawn }) => drawn.every(({ probability }) => probability === 1));
      if (!weighed) continue;
      compared += 1;
      const sums = new Map<number, number>();
      for (const { window, firings } of naive.peaks)
        for (const [position, activation] of firings) {
          const token = windows[window]?.tokenIds[position] ?? -1;
          sums.set(token, (sums.get(token) ?? 0) + activation);
        }
      for (const { token, share } of own.tokens)
        expect(Math.abs(share - (sums.get(token) ?? 0) / naive.sum)).toBeLessThan(0.006);
      expect(own.tokens[0]?.share).toBeCloseTo(Math.max(...sums.values()) / naive.sum, 1);
    }
    expect(compared).toBeGreaterThan(10);
  });

  test("has negatives in which it does not fire, near ones where a neighbour does", () => {
    for (const { own, index, naive } of counted()) {
      const fires = new Set(naive.peaks.map(({ window }) => window));
      for (const { window, position, neighbour, probability } of own.negatives) {
        expect(fires.has(window)).toBe(false);
        expect(window % 4).not.toBe(1);
        expect(position).toBeGreaterThan(0);
        expect(position).toBeLessThan(windows[window]?.tokenIds.length ?? 0);
        expect(probability).toBeLessThanOrEqual(0.75);
        if (!neighbour) continue;
        expect(neighboursOf(index)).toContainEqual(neighbour);
        const i = model.dictionaries.findIndex(
          ({ kind, layer }) => kind === neighbour.kind && layer === neighbour.layer,
        );
        const there = read[i]?.filter(({ number }) => number === window) ?? [];
        const [peak] = naiveTally(there, neighbour.index).peaks;
        expect(peak?.position).toBe(position);
      }
      const silent = 30 - [...fires].filter((window) => window % 4 !== 1).length;
      const atRandom = own.negatives.filter(({ neighbour }) => neighbour === null);
      expect(atRandom.length).toBe(Math.min(12, silent));
      for (const { probability } of atRandom)
        expect(probability).toBeCloseTo((0.75 * atRandom.length) / silent, 9);
    }
  });

  /** In some windows: which features fire at a place, and at which places a feature does. */
  function firingsOf(some: readonly CorpusWindow[]) {
    const numbers = new Set(some.map(({ number }) => number));
    const firesAt = new Map<string, string[]>();
    const placesOf = new Map<string, string[]>();
    for (const [i, { kind, layer }] of model.dictionaries.entries())
      for (const { number, active } of read[i] ?? []) {
        if (!numbers.has(number)) continue;
        for (const [at, index] of active.indices.entries()) {
          if (active.positions[at] === 0) continue;
          const [name, place] = [`${kind} ${layer} ${index}`, `${number} ${active.positions[at]}`];
          push(firesAt, place, name);
          push(placesOf, name, place);
        }
      }
    return { firesAt, placesOf };
  }
});

function push(lists: Map<string, string[]>, key: string, value: string): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}

import fc from "fast-check";
import { expect, test } from "vitest";
import type { AttentionScore, StreamPart } from "@/lib/circuit-format/attention-score";
import { scoreDifference } from "./score-difference";

const partsAtQuery: StreamPart[] = [1, 2, 3, 4, "error", "bias"];

interface MadeUp {
  key: number;
  /** What each part of the key meets each part of the query with. */
  values: ReadonlyMap<StreamPart, readonly number[]>;
  listedPairs: number;
  listedParts: number;
}

/** A score as it is stored, with as many pairs and parts listed as asked. */
function scoreOf({ key, values, listedPairs, listedParts }: MadeUp): AttentionScore {
  const all = [...values].flatMap(([part, row]) =>
    row.map((value, q) => ({ query: partsAtQuery[q] ?? "bias", key: part, value })),
  );
  const bySize = (a: { value: number }, b: { value: number }) => Math.abs(b.value) - Math.abs(a.value);
  const sum = (terms: readonly { value: number }[]) => terms.reduce((sum, { value }) => sum + value, 0);
  const restOf = (terms: readonly { value: number }[]) => ({
    ...{ count: terms.length, sum: sum(terms) },
    absoluteSum: terms.reduce((sum, { value }) => sum + Math.abs(value), 0),
  });
  const end = (side: "query" | "key") => {
    const parts = [...new Set(all.map((pair) => pair[side]))]
      .map((part) => ({ part, value: sum(all.filter((pair) => pair[side] === part)) }))
      .sort(bySize);
    return { parts: parts.slice(0, listedParts), rest: restOf(parts.slice(listedParts)) };
  };
  const pairs = all.toSorted(bySize);
  const total = sum(all);
  return {
    ...{ layer: 3, head: 5, query: 9, key, score: total, total, residual: 0, probability: 0.5, keysAbove: 0 },
    absoluteSum: restOf(all).absoluteSum,
    ...{ pairs: pairs.slice(0, listedPairs), rest: restOf(pairs.slice(listedPairs)) },
    ...{ queryEnd: end("query"), keyEnd: end("key"), keys: [], otherKeys: { count: 0, probability: 0 } },
  };
}

const value = fc.double({ min: -5, max: 5, noNaN: true });
const madeUp = (key: number) =>
  fc.record({
    key: fc.constant(key),
    values: fc
      .uniqueArray(fc.constantFrom<StreamPart>(10, 11, 12, 13, 14, 15), { maxLength: 6 })
      .chain((features) =>
        fc.tuple(
          ...([...features, "error", "bias"] as StreamPart[]).map((part) =>
            fc.tuple(
              fc.constant(part),
              fc.array(value, { minLength: partsAtQuery.length, maxLength: partsAtQuery.length }),
            ),
          ),
        ),
      )
      .map((rows) => new Map(rows)),
    listedPairs: fc.integer({ min: 0, max: 50 }),
    listedParts: fc.integer({ min: 0, max: 9 }),
  });

test("whatever is listed, each term is the true difference of its pair, and all with the rest are the difference", () => {
  fc.assert(
    fc.property(madeUp(2), madeUp(4), (one, other) => {
      const told = scoreDifference(scoreOf(one), scoreOf(other));
      const at = ({ values }: MadeUp, query: StreamPart, key: StreamPart) =>
        values.get(key)?.[partsAtQuery.indexOf(query)] ?? 0;
      const close = (a: number, b: number) => expect(Math.abs(a - b)).toBeLessThan(1e-9);
      for (const { query, key, value } of told.pairs.terms)
        close(value, at(one, query, key) - at(other, query, key));
      const overQuery = (from: MadeUp, key: StreamPart) =>
        (from.values.get(key) ?? []).reduce((sum, value) => sum + value, 0);
      for (const { part, value } of told.byKey.terms)
        close(value, overQuery(one, part) - overQuery(other, part));
      const overKey = (from: MadeUp, query: StreamPart) =>
        [...from.values.keys()].reduce((sum: number, key) => sum + at(from, query, key), 0);
      for (const { part, value } of told.byQuery.terms)
        close(value, overKey(one, part) - overKey(other, part));
      for (const { terms, rest } of [told.pairs, told.byKey, told.byQuery])
        close(
          terms.reduce((sum: number, { value }) => sum + value, rest),
          told.total,
        );
    }),
  );
});

test("where all is listed nothing is left over, and a pair that only one key has counts whole", () => {
  const row = (value: number) => partsAtQuery.map(() => value);
  const all = { listedPairs: 99, listedParts: 99 };
  const one = scoreOf({
    key: 2,
    values: new Map<StreamPart, number[]>([
      [10, row(3)],
      ["error", row(1)],
    ]),
    ...all,
  });
  const other = scoreOf({
    key: 4,
    values: new Map<StreamPart, number[]>([
      [11, row(2)],
      ["error", row(0.5)],
    ]),
    ...all,
  });
  const { pairs, byKey, total } = scoreDifference(one, other);
  expect(total).toBe(6 * (3 + 1 - 2 - 0.5));
  expect(pairs.rest).toBeCloseTo(0, 12);
  expect(byKey.terms).toEqual([
    { part: 10, value: 18 },
    { part: 11, value: -12 },
    { part: "error", value: 3 },
  ]);
});

test("scores of other heads or queries are refused", () => {
  const score = scoreOf({ key: 2, values: new Map(), listedPairs: 0, listedParts: 0 });
  for (const changed of [{ head: 1 }, { layer: 1 }, { query: 1 }])
    expect(() => scoreDifference(score, { ...score, ...changed })).toThrow();
});

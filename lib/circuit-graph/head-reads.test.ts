import { describe, expect, test } from "vitest";
import { formatRead, parseRead, readsOf } from "./head-reads";

describe("the reads of a feature", () => {
  test("are told the largest first by size, as many as make four fifths of it", () => {
    const { strongest, others, othersShare, othersSum } = readsOf([
      [0, 6, 0],
      [-3, 0.5, 0.5],
    ]);
    expect(strongest).toEqual([
      { head: 0, position: 1, value: 6, share: 0.6 },
      { head: 1, position: 0, value: -3, share: 0.3 },
    ]);
    expect(others.map(({ position }) => position)).toEqual([1, 2]);
    expect(othersShare).toBeCloseTo(0.1);
    expect(othersSum).toBe(1);
  });

  test("are eight at most, and the others are all there", () => {
    const { strongest, others, othersShare } = readsOf([Array.from({ length: 100 }, (_, n) => 1 + n / 1e6)]);
    expect(strongest).toHaveLength(8);
    expect(strongest[0]?.position).toBe(99);
    expect(others).toHaveLength(92);
    expect(othersShare).toBeCloseTo(0.92, 3);
  });

  test("are none where nothing is brought", () => {
    expect(readsOf([[0, 0]])).toEqual({ strongest: [], others: [], othersShare: 0, othersSum: 0 });
    expect(readsOf([]).strongest).toEqual([]);
  });
});

test("a chosen read is the same out of an address, and what is none is none", () => {
  for (const way of ["wrote", "why", null] as const)
    expect(parseRead(formatRead({ head: 5, position: 12, way }))).toEqual({ head: 5, position: 12, way });
  for (const text of [null, "", "5", "5.", "a.b", "-1.2", "5.2.why.x", "5.2.WHY", `${"9".repeat(50)}.1`])
    expect(parseRead(text)).toBeNull();
  expect(parseRead("5.2.how")).toEqual({ head: 5, position: 2, way: null });
});

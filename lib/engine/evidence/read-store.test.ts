import fc from "fast-check";
import { expect, test } from "vitest";
import { maxReads, ReadStore } from "./read-store";

const tables = fc
  .record({
    H: fc.integer({ min: 1, max: 4 }),
    N: fc.integer({ min: 1, max: 3 }),
    T: fc.integer({ min: 1, max: 9 }),
  })
  .chain(({ H, N, T }) =>
    fc.record({
      ...{ H: fc.constant(H), N: fc.constant(N), T: fc.constant(T) },
      // Few values, so that many are equally large, and zeros among them.
      table: fc.array(fc.integer({ min: -4, max: 4 }), { minLength: H * N * T, maxLength: H * N * T }),
    }),
  );

test("of each example the largest reads are kept, of equal ones the first, and none that is 0, whatever stood there before", () => {
  fc.assert(
    fc.property(tables, ({ H, N, T, table }) => {
      const store = new ReadStore(H);
      const cellsOf = (n: number) =>
        Array.from({ length: H * T }, (_, i) => {
          const [head, source] = [Math.floor(i / T), i % T];
          return { head, source, value: table[(head * N + n) * T + source] ?? 0 };
        });
      const byHead = Float32Array.from({ length: H * N }, (_, i) =>
        cellsOf(i % N)
          .filter(({ head }) => head === Math.floor(i / N))
          .reduce((sum, { value }) => sum + Math.abs(value), 0),
      );
      const totals = Float32Array.from({ length: N }, (_, n) =>
        cellsOf(n).reduce((sum, { value }) => sum + value, 0),
      );
      for (let n = 0; n < N; n++) {
        store.set(5, { table: Float32Array.from(table), totals, byHead }, n, T);
        const kept = cellsOf(n)
          .filter(({ value }) => value !== 0)
          .sort((a, b) => Math.abs(b.value) - Math.abs(a.value))
          .slice(0, maxReads);
        expect(store.readsOf(5)).toEqual(kept);
        expect(store.totalOf(5)).toBe(totals[n]);
        const absolute =
          kept.length === 0 ? 1 : cellsOf(n).reduce((sum, { value }) => sum + Math.abs(value), 0);
        for (const [h, share] of store.sharesOf(5).entries())
          expect(share).toBeCloseTo((byHead[h * N + n] ?? 0) / absolute, 6);
      }
    }),
  );
});

import fc from "fast-check";
import { expect, test } from "vitest";
import { cutWindows } from "./windows";

const documents = fc.array(fc.nat(4_000), { minLength: 1, maxLength: 600 });

test("windows hold a document's tokens in order, each with the beginning-of-text token in front", () => {
  fc.assert(
    fc.property(documents, fc.integer({ min: 2, max: 200 }), (ids, contextLength) => {
      const windows = cutWindows([4_095, ...ids], contextLength);
      const joined = windows.flatMap(({ tokenIds: [first, ...rest] }) => {
        expect(first).toBe(4_095);
        expect(rest.length).toBeLessThan(contextLength);
        return rest;
      });
      expect(ids.slice(0, joined.length)).toEqual(joined);
      // Only a last window of fewer than eight tokens is left out.
      expect(ids.length - joined.length).toBeLessThan(8);
      expect(windows.length).toBeGreaterThan(0);
    }),
  );
});

test("of nothing there is no window", () => {
  expect(cutWindows([], 128)).toEqual([]);
  expect(cutWindows([4_095], 128)).toEqual([]);
});

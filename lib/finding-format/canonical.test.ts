import fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalHash, canonicalJson } from "./canonical";

test("is what RFC 8785 has as its example, and its order of keys", () => {
  const example = {
    numbers: [Number("333333333.33333329"), 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
    string: '\u20ac$\u000f\u000aA\'B"\\\\"/',
    literals: [null, true, false],
  };
  expect(canonicalJson(example)).toBe(
    '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"\u20ac$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
  );
  const keys = { "\u20ac": 1, "\r": 2, "\ufb33": 3, "1": 4, "\u{1f600}": 5, "\u0080": 6, "\u00f6": 7 };
  expect(Object.values(JSON.parse(canonicalJson(keys)))).toHaveLength(7);
  expect([...canonicalJson(keys).matchAll(/:(\d)/g)].map(([, value]) => Number(value))).toEqual([
    2, 4, 6, 7, 1, 5, 3,
  ]);
});

test("any JSON reads back as it was, and its keys in another order have the same hash", () => {
  const json = fc.jsonValue({ maxDepth: 4 });
  fc.assert(
    fc.property(json, (value) => {
      const plain: unknown = JSON.parse(JSON.stringify(value));
      expect(JSON.parse(canonicalJson(plain))).toEqual(plain);
    }),
  );
  fc.assert(
    fc.property(fc.dictionary(fc.string({ unit: "grapheme" }), json), (record) => {
      const turned = Object.fromEntries(Object.entries(record).reverse());
      expect(canonicalHash(turned)).toBe(canonicalHash(record));
    }),
  );
});

test.each([[Number.NaN], [Number.POSITIVE_INFINITY], ["\ud800"], [undefined]])(
  "what JSON cannot say is refused: %s",
  (value) => {
    expect(() => canonicalJson(value)).toThrow();
  },
);

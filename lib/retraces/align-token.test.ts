import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { alignToken } from "./align-token";

/** Tokens as words, the same number for the same word. */
function align(before: string, after: string, position: number) {
  const numbers = new Map<string, number>();
  const ids = (text: string) =>
    text.split(" ").map((word) => {
      const id = numbers.get(word) ?? numbers.size;
      numbers.set(word, id);
      return id;
    });
  return alignToken(ids(before), ids(after), position);
}

describe("where a token stands in another text", () => {
  test.each<[string, string, number, ReturnType<typeof alignToken>]>([
    ["a b c d", "a b c d", 2, { at: 2 }],
    ["a b c d", "a x c d", 2, { at: 2 }],
    ["a b c d", "a x c d", 1, { at: 1 }],
    ["a b c d", "a b x y c d", 2, { at: 4 }],
    ["a b c d", "x a b c d", 3, { at: 4 }],
    ["a b c d", "a c d", 1, "gone"],
    ["a b c d", "a c d", 2, { at: 1 }],
    ["a b c", "a x y c", 1, "several"],
    ["a very good", "a very very good", 1, "several"],
    ["a very very good", "a very good", 1, "several"],
    ["a b", "b a", 0, "several"],
    ["s Mary and John went , John gave to", "s John and Mary went , Mary gave to", 6, { at: 6 }],
    ["s Mary and John went , John gave to", "s John and Mary went , Mary gave to", 1, { at: 1 }],
  ])("%j in %j: %s", (before, after, position, place) =>
    expect(align(before, after, position)).toEqual(place),
  );

  test("texts whose lengths multiplied are too much are not aligned", () => {
    const long = Array.from({ length: 2_100 }, (_, id) => id);
    expect(alignToken(long, long, 7)).toBe("too-long");
  });
});

const someIds = fc.array(fc.nat(9), { minLength: 1, maxLength: 24 });

describe("whatever the texts", () => {
  test("in the same text a token stands where it is", () => {
    fc.assert(
      fc.property(someIds, fc.nat(), (ids, n) => {
        expect(alignToken(ids, ids, n % ids.length)).toEqual({ at: n % ids.length });
      }),
    );
  });

  test("where a word is replaced throughout by one that is new, every token stands where it was", () => {
    fc.assert(
      fc.property(someIds, fc.nat(9), fc.nat(), (ids, replaced, n) => {
        const after = ids.map((id) => (id === replaced ? 100 : id));
        expect(alignToken(ids, after, n % ids.length)).toEqual({ at: n % ids.length });
      }),
    );
  });

  test("what is put in front of all moves every token by as much", () => {
    fc.assert(
      fc.property(someIds, fc.integer({ min: 1, max: 5 }), fc.nat(), (ids, many, n) => {
        const front = Array.from({ length: many }, (_, i) => 100 + i);
        expect(alignToken(ids, [...front, ...ids], n % ids.length)).toEqual({ at: (n % ids.length) + many });
      }),
    );
  });

  test("aligned back, a token that stands somewhere stands where it came from", () => {
    fc.assert(
      fc.property(someIds, someIds, fc.nat(), (before, after, n) => {
        const place = alignToken(before, after, n % before.length);
        if (typeof place === "object")
          expect(alignToken(after, before, place.at)).toEqual({ at: n % before.length });
      }),
    );
  });
});

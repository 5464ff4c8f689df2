import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { countKeys, HeavyJson, weighJson } from "./weigh-json";

const unlimited = { maxDepth: 10_000, maxContainers: 1e9, maxValues: 1e9, maxKeys: 1e9, maxStringBytes: 1e9 };
const bytesOf = (text: string) => new TextEncoder().encode(text);

/** The same, of what JSON.parse made of it. */
function weighed(value: unknown): { depth: number; values: number; keys: number } {
  if (typeof value !== "object" || value === null) return { depth: 0, values: 1, keys: 0 };
  const inside = Object.values(value).map(weighed);
  const keys = Array.isArray(value) ? 0 : inside.length;
  return {
    depth: 1 + Math.max(0, ...inside.map(({ depth }) => depth)),
    values: 1 + keys + inside.reduce((sum, each) => sum + each.values, 0),
    keys: keys + inside.reduce((sum, each) => sum + each.keys, 0),
  };
}

describe("a document's weight", () => {
  test("is what JSON.parse finds, however it is spaced and whatever stands in its strings", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), fc.constantFrom(undefined, 1, "\t\n "), (value, space) => {
        const text = JSON.stringify(value, null, space);
        const found = weighJson(bytesOf(text), unlimited);
        const parsed: unknown = JSON.parse(text);
        expect(found).toEqual(weighed(parsed));
        expect(countKeys(parsed)).toBe(found.keys);
      }),
    );
  });

  test("tells that a key stands twice", () => {
    const text = '{"a": {"b": 1, "b": 2}, "\\u0061": 3}';
    expect(weighJson(bytesOf(text), unlimited).keys).toBe(4);
    expect(countKeys(JSON.parse(text))).toBe(1);
  });

  test("of bytes that are no JSON is counted without a fault", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(weighJson(bytes, unlimited).values).toBeLessThanOrEqual(bytes.length);
      }),
    );
  });
});

test.each([
  ["depth", "[".repeat(65), "it has brackets nested deeper than 64"],
  ["depth of objects", '{"a":'.repeat(65), "it has brackets nested deeper than 64"],
  ["values", `[${"1,".repeat(2_000)}1]`, "it has more than 1,000 values and keys"],
  ["empty lists", `[${"[],".repeat(300)}[]]`, "it has more than 300 lists and objects"],
  [
    "keys of one object",
    `{${Array.from({ length: 101 }, (_, i) => `"k${i}":1`).join()}}`,
    "it has more than 100 keys in one object",
  ],
  ["a string", `["${"x".repeat(5_001)}"]`, "it has more than 5,000 bytes in one string"],
  ["a string of escapes", `["${"\\u0000".repeat(1_000)}"]`, "it has more than 5,000 bytes in one string"],
  ["a number", `[${"1".repeat(1_001)}]`, "it has more than 1,000 digits in one number"],
  ["a string without an end", `["${"\\".repeat(6_000)}`, "it has more than 5,000 bytes in one string"],
])("too much of one thing is refused: %s", (_, text, sentence) => {
  const limits = { maxDepth: 64, maxContainers: 300, maxValues: 1_000, maxKeys: 100, maxStringBytes: 5_000 };
  expect(() => weighJson(bytesOf(text), limits)).toThrow(HeavyJson);
  expect(() => weighJson(bytesOf(text), limits)).toThrow(sentence);
});

test("what is within every limit is not refused", () => {
  const limits = { maxDepth: 3, maxContainers: 3, maxValues: 9, maxKeys: 2, maxStringBytes: 8 };
  expect(weighJson(bytesOf('{"a": [1, {"b": "123456"}], "c": null}'), limits)).toEqual({
    ...{ depth: 3, values: 9, keys: 3 },
  });
});

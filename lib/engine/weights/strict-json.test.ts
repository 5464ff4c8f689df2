import fc from "fast-check";
import { expect, test } from "vitest";
import { parseStrictJson, settingsLimits } from "./strict-json";

const parse = (data: Uint8Array, label: string) => parseStrictJson(data, label, settingsLimits);
const bytes = (text: string) => new TextEncoder().encode(text);

test("any JSON value without repeated keys is parsed as JSON.parse does", () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom(undefined, 1, "\t"), (value, indent) => {
      const text = JSON.stringify(value, null, indent);
      expect(parse(bytes(text), "f")).toEqual(JSON.parse(text));
    }),
  );
});

test.each([
  ['{"a": 1, "a": 2}', '"a"'],
  ['{"a": {"b": [1, {"c": 0}], "b": 2}}', '"b"'],
  ['[{"x": "}", "y": "\\"", "x": 1}]', '"x"'],
  ['{"a": 1, "\\u0061": 2}', '"a"'],
])("%s is refused for the key that stands twice", (text, key) => {
  expect(() => parse(bytes(text), "m/f.json")).toThrow(`m/f.json: the key ${key} stands twice.`);
});

test("the same key in different objects is fine", () => {
  expect(parse(bytes('[{"a": {"a": 1}}, {"a": 2}]'), "f")).toEqual([{ a: { a: 1 } }, { a: 2 }]);
});

test("text that is not UTF-8 or not JSON is refused by name", () => {
  expect(() => parse(Uint8Array.of(0xff, 0xfe), "m/f.json")).toThrow("m/f.json: it is not UTF-8 text.");
  expect(() => parse(bytes("{"), "m/f.json")).toThrow("m/f.json: it is not valid JSON.");
});

test("a deeply nested file is refused before it is parsed", () => {
  const depth = 200_000;
  expect(() => parse(bytes("[".repeat(depth) + "]".repeat(depth)), "m/f.json")).toThrow(
    "m/f.json: it has brackets nested deeper than 32.",
  );
});

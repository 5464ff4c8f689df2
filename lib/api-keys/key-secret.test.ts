import { expect, test } from "vitest";
import { formOfKey, keyLength, makeKey } from "./key-secret";

test("a key is known by its beginning and its form, and no two are alike", () => {
  const keys = Array.from({ length: 200 }, makeKey);
  for (const key of keys) {
    expect(key).toMatch(/^cck_[0-9A-Za-z]{46}$/);
    expect(key).toHaveLength(keyLength);
    expect(formOfKey(key)).toBe("whole");
  }
  expect(new Set(keys).size).toBe(keys.length);
});

test("any one character that is another one, and any two that changed places, are a typing mistake", () => {
  const key = makeKey();
  for (let at = 4; at < key.length; at++) {
    const other = key[at] === "a" ? "b" : "a";
    expect(formOfKey(key.slice(0, at) + other + key.slice(at + 1))).toBe("mistyped");
    const [first = "", second = ""] = [key[at - 1], key[at]];
    if (at > 4 && first !== second)
      expect(formOfKey(key.slice(0, at - 1) + second + first + key.slice(at + 1))).toBe("mistyped");
  }
});

test.each([
  ["", "nothing"],
  ["cck_", "its beginning alone"],
  [`${makeKey()}0`, "one character too many"],
  [makeKey().slice(1), "one too few"],
  [`cck_${"é".repeat(46)}`, "other letters"],
  [` ${makeKey().slice(1)}`, "a space"],
  [`${makeKey().slice(0, -1)}\n`, "a line's end"],
  ["x".repeat(10_240), "ten thousand characters"],
])("%j is no key: %s", (text) => {
  expect(formOfKey(text)).toBe("none");
});

import fc from "fast-check";
import { expect, test } from "vitest";
import { dictionaryKinds } from "@/lib/circuit-format/kinds";
import { featurePath, readSetSegment, setSegment } from "./feature-address";

test("a set that has its kind's name is named once, any other by both", () => {
  expect(featurePath({ model: "storybook-4l", kind: "attn", set: "attn", layer: 3, index: 697 })).toBe(
    "/features/storybook-4l/attn/3/697",
  );
  expect(featurePath({ model: "a b", kind: "mlp", set: "attn", layer: 0, index: 0 })).toBe(
    "/features/a%20b/mlp.attn/0/0",
  );
});

test("whatever a set is called, its part of an address is read as that set", () => {
  fc.assert(
    fc.property(fc.constantFrom(...dictionaryKinds), fc.string({ minLength: 1 }), (kind, set) => {
      expect(readSetSegment(setSegment({ kind, set }))).toEqual({ kind, set });
    }),
  );
});

test("what does not begin with a kind names no set", () => {
  for (const segment of ["", "strict", "Attn", ".attn", "attn-strict"])
    expect(readSetSegment(segment), segment).toBeUndefined();
});

import fc from "fast-check";
import { expect, test } from "vitest";
import { packWindow, unpackWindow } from "./window-codec";

test("a window is read as it was written, in two bytes a token or four", () => {
  fc.assert(
    fc.property(fc.constantFrom(4_096, 65_536, 65_537, 262_144), fc.array(fc.nat()), (size, numbers) => {
      const ids = numbers.map((number) => number % size);
      const packed = packWindow(ids, size);
      expect(unpackWindow(packed, size)).toEqual(ids);
      expect(packed.length).toBe(ids.length * (size <= 65_536 ? 2 : 4));
    }),
  );
});

test("half a token is none", () => {
  expect(() => unpackWindow(new Uint8Array(3), 4_096)).toThrow("no window of a corpus");
});

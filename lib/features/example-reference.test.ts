import fc from "fast-check";
import { expect, test } from "vitest";
import { exampleReference, readExampleReference } from "./example-reference";

const example = fc.record({
  corpus: fc.uuid(),
  window: fc.nat(999_999_999),
  position: fc.nat(999_999),
});

test("an example is read as it was written", () => {
  fc.assert(
    fc.property(example, (each) => {
      expect(readExampleReference(exampleReference(each))).toEqual(each);
    }),
  );
});

test.each([
  "",
  "1.2.3",
  "0197f4d0-0000-7000-8000-000000000000",
  "0197f4d0-0000-7000-8000-000000000000.-1.2",
  "0197f4d0-0000-7000-8000-000000000000.1.2 ",
  "0197f4d0-0000-7000-8000-000000000000.1234567890.2",
])("%j names no example", (text) => {
  expect(readExampleReference(text)).toBeNull();
});

test("any text is read or names none", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const read = readExampleReference(text);
      if (read) expect(exampleReference(read).length).toBeLessThanOrEqual(text.length);
    }),
  );
});

import fc from "fast-check";
import { expect, test } from "vitest";
import { bandBounds, bandCount, bandOf, binCount, binOf, binStart } from "./strata";

const activations = fc.float({ min: Math.fround(1e-30), max: Math.fround(1e30), noNaN: true });

test("an activation lies between the bounds of its band", () => {
  fc.assert(
    fc.property(activations, (activation) => {
      const { from, to } = bandBounds(bandOf(activation));
      expect(activation).toBeGreaterThanOrEqual(from);
      expect(activation).toBeLessThan(to);
    }),
  );
});

test("bands follow on each other, and so do bars", () => {
  for (let band = 1; band < bandCount; band++) expect(bandBounds(band).from).toBe(bandBounds(band - 1).to);
  for (let bin = 1; bin < binCount; bin++) expect(binStart(bin)).toBeGreaterThan(binStart(bin - 1));
});

test("an activation lies in its bar, or beyond the outer ones", () => {
  fc.assert(
    fc.property(activations, (activation) => {
      const bin = binOf(activation);
      if (bin > 0) expect(activation).toBeGreaterThanOrEqual(binStart(bin));
      if (bin < binCount - 1) expect(activation).toBeLessThan(binStart(bin + 1));
    }),
  );
});

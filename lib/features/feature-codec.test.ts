import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeFeatures, encodeFeatures, type SparseFeatures } from "./feature-codec";

const tokenCounts = fc.integer({ min: 1, max: 40 });
const dictionary = (tokenCount: number): fc.Arbitrary<SparseFeatures> =>
  fc
    .record({
      kind: fc.constantFrom("attn" as const, "resid" as const, "mlp" as const),
      layer: fc.nat(95),
      fires: fc.uniqueArray(
        fc.record({
          position: fc.nat(tokenCount - 1),
          index: fc.oneof(fc.nat(3_000), fc.nat(0xffff_ffff)),
          activation: fc.float({ noNaN: true }),
        }),
        { selector: ({ position, index }) => `${position}:${index}`, maxLength: 60 },
      ),
    })
    .map(({ kind, layer, fires }) => {
      const sorted = fires.sort((a, b) => a.position - b.position || a.index - b.index);
      return {
        kind,
        layer,
        positions: Uint32Array.from(sorted, ({ position }) => position),
        indices: Uint32Array.from(sorted, ({ index }) => index),
        activations: Float32Array.from(sorted, ({ activation }) => activation),
      };
    });
const runs = tokenCounts.chain((tokenCount) =>
  fc.record({
    tokenCount: fc.constant(tokenCount),
    dictionaries: fc.array(dictionary(tokenCount), { maxLength: 6 }),
  }),
);

describe("packed features", () => {
  test("come back exactly as they were", () => {
    fc.assert(
      fc.property(runs, ({ tokenCount, dictionaries }) => {
        expect(decodeFeatures(encodeFeatures(tokenCount, dictionaries))).toEqual({
          tokenCount,
          dictionaries,
        });
      }),
    );
  });

  test("that were cut short are refused", () => {
    fc.assert(
      fc.property(runs, fc.nat(), ({ tokenCount, dictionaries }, cut) => {
        const packed = encodeFeatures(tokenCount, dictionaries);
        expect(() => decodeFeatures(packed.subarray(0, cut % packed.length))).toThrow();
      }),
    );
  });

  test("with flipped bytes never take the process down", () => {
    fc.assert(
      fc.property(runs, fc.nat(), fc.nat(255), ({ tokenCount, dictionaries }, at, value) => {
        const packed = encodeFeatures(tokenCount, dictionaries);
        packed[at % packed.length] = value;
        try {
          decodeFeatures(packed);
        } catch (error) {
          expect(error).toBeInstanceOf(Error);
          expect(String(error)).not.toMatch(/Invalid typed array length|out of memory/);
        }
      }),
    );
  });

  test("that are not sorted are refused", () => {
    const unsorted: SparseFeatures = {
      kind: "attn",
      layer: 0,
      positions: Uint32Array.of(1, 0),
      indices: Uint32Array.of(5, 6),
      activations: Float32Array.of(1, 2),
    };
    expect(() => encodeFeatures(2, [unsorted])).toThrow("not sorted");
  });
});

import { describe, expect, it } from "vitest";
import { heatLevel, heatLevels, heatTop, signedLevel } from "./heat";

describe("heat", () => {
  it("a value above zero is never shown as nothing", () => {
    expect(heatLevel(1e-9, 100)).toBe(1);
  });

  it("of signed values, noise is no shade, and equal sizes are one, whatever their sign", () => {
    expect([0.04, -0.04, 0].map((value) => signedLevel(value, 1))).toEqual([0, 0, 0]);
    expect([0.05, -0.05].map((value) => signedLevel(value, 1))).toEqual([1, 1]);
    expect([1, -1, 2].map((value) => signedLevel(value, 1))).toEqual([12, 12, 12]);
    expect(signedLevel(1, 0)).toBe(0);
  });

  it("zero, negative values and a scale without a top have no heat", () => {
    expect([heatLevel(0, 1), heatLevel(-1, 1), heatLevel(1, 0), heatLevel(Number.NaN, 1)]).toEqual([
      0, 0, 0, 0,
    ]);
  });

  it("the top of the scale and all above it have the last shade", () => {
    expect(heatLevel(5, 5)).toBe(heatLevels);
    expect(heatLevel(50, 5)).toBe(heatLevels);
  });

  it("the beginning-of-text token does not bleach the others", () => {
    expect(
      heatTop([
        [0, 40],
        [3, 2],
        [7, 1],
      ]),
    ).toBe(2);
  });

  it("a feature that fires on the beginning-of-text token alone is scaled by it", () => {
    expect(heatTop([[0, 40]])).toBe(40);
  });
});

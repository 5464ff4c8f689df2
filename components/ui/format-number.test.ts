import { describe, expect, it } from "vitest";
import { formatBytes, formatCount, formatNumber, formatProbability } from "./format-number";

describe("numbers", () => {
  it.each([
    [0, "0"],
    [1.2, "1.20"],
    [1.2345678, "1.23"],
    [0.012345, "0.0123"],
    [-2.345, "\u22122.35"],
    [123.4, "123"],
    [12_345, "12,300"],
    [0.0000123, "1.23e\u22125"],
    [4_200_000, "4.20e6"],
  ])("%d is shown with three significant digits as %s", (value, shown) => {
    expect(formatNumber(value)).toBe(shown);
  });

  it("a count keeps every digit", () => {
    expect(formatCount(4213)).toBe("4,213");
  });

  it.each([
    [0.989484833, "98.9%"],
    [1, "100%"],
    [0.99996, "> 99.9%"],
    [0.9994, "99.9%"],
    [0.00151, "0.151%"],
    [0.00000001, "< 0.01%"],
    [0, "0.00%"],
  ])("a probability of %d is shown as %s", (value, shown) => {
    expect(formatProbability(value)).toBe(shown);
  });
});

it.each([
  [0, "0 bytes"],
  [999, "999 bytes"],
  [1000, "1 kB"],
  [1_234_567, "1.23 MB"],
  [999_600_000, "1 GB"],
  [5e15, "5,000 TB"],
])("%d bytes read as %s", (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});

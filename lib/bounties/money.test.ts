import fc from "fast-check";
import { expect, test } from "vitest";
import { formatMoney, isCurrency, minorDigits, readMoney } from "./money";

test("a sum is written with as many digits as its currency has", () => {
  expect(formatMoney(100_000, "USD")).toBe("USD 1,000.00");
  expect(formatMoney(5, "EUR")).toBe("EUR 0.05");
  expect(formatMoney(1_500, "JPY")).toBe("JPY 1,500");
  expect(formatMoney(1_500, "KWD")).toBe("KWD 1.500");
  expect(formatMoney(2 ** 53 - 1, "USD")).toBe("USD 90,071,992,547,409.91");
});

test("what was typed is read to the smallest unit, or not at all", () => {
  expect(readMoney("1,000", "USD")).toBe(100_000);
  expect(readMoney(" 0.05 ", "EUR")).toBe(5);
  expect(readMoney("1500", "JPY")).toBe(1_500);
  for (const [typed, currency] of [
    ...([
      ["0.005", "USD"],
      ["1.5", "JPY"],
      ["-1", "USD"],
      ["1e3", "USD"],
      ["", "USD"],
    ] as const),
    ...([
      ["0x10", "USD"],
      ["9007199254740992", "JPY"],
      ["NaN", "USD"],
      ["1.2.3", "USD"],
    ] as const),
  ])
    expect(readMoney(typed, currency), `${typed} ${currency}`).toBeNull();
});

test("what is written is what is read", () => {
  fc.assert(
    fc.property(fc.maxSafeNat(), fc.constantFrom("USD", "JPY", "KWD"), (minor, currency) => {
      expect(readMoney(formatMoney(minor, currency).slice(4), currency)).toBe(minor);
    }),
  );
});

test("a currency is one of ISO 4217", () => {
  expect([isCurrency("USD"), isCurrency("usd"), isCurrency("ZZZ"), minorDigits("USD")]).toEqual([
    true,
    false,
    false,
    2,
  ]);
});

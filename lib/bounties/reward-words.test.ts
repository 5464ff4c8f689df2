import { expect, test } from "vitest";
import { prizeWords, rewardWords } from "./reward-words";

test("sums stand by their places, and each says among how many it goes", () => {
  const currency = "USD";
  expect(rewardWords({ currency, places: [100_000], sharedBy: [1] })).toBe("USD 1,000.00");
  expect(rewardWords({ currency, places: [100_000], sharedBy: [5] })).toBe("USD 1,000.00 shared by 5");
  expect(rewardWords({ currency, places: [60_000, 40_000], sharedBy: [1, 4] })).toBe(
    "1. USD 600.00, 2. USD 400.00 shared by 4",
  );
});

test("a prize in words says who gets it where that is not the first entry alone", () => {
  expect(["", "A book"].map((prize) => prizeWords(prize, []))).toEqual(["", "A book"]);
  expect(prizeWords("A book", [1])).toBe("A book");
  expect(prizeWords("A book", [4])).toBe("A book (shared by 4)");
  expect(prizeWords("A book", [1, 1, 1])).toBe("A book (for the first 3)");
  expect(prizeWords("A book", [1, 4])).toBe("A book (1. one entry, 2. shared by 4)");
});

import { expect, test } from "vitest";
import { rewardWords } from "./reward-words";

test("sums stand by their places, and each says among how many it goes", () => {
  const currency = "USD";
  expect(rewardWords({ currency, places: [100_000], sharedBy: [1] })).toBe("USD 1,000.00");
  expect(rewardWords({ currency, places: [100_000], sharedBy: [5] })).toBe("USD 1,000.00 shared by 5");
  expect(rewardWords({ currency, places: [60_000, 40_000], sharedBy: [1, 4] })).toBe(
    "1. USD 600.00, 2. USD 400.00 shared by 4",
  );
});

import { expect, test } from "vitest";
import { readBounty } from "./read-bounty";

function promised(currency: string, places: string, sharedBy: string, prize = "") {
  const form = new FormData();
  const moments = { opensAt: "2026-03-01T00:00:00", closesAt: "2026-04-01T00:00:00" };
  for (const [name, value] of Object.entries({ ...moments, currency, places, sharedBy, prize }))
    form.set(name, value);
  return readBounty(form);
}
const rewardOf = (...typed: [currency: string, places: string, sharedBy: string]) =>
  promised(...typed).reward;

test("sums are read in the currency's smallest units, and among how many each goes", () => {
  expect(rewardOf("", "", "")).toBe(null);
  expect(rewardOf("usd", "600.50  400", "")).toEqual({
    currency: "USD",
    places: [60_050, 40_000],
    sharedBy: [],
  });
  expect(rewardOf("JPY", "600 400", "1 4")).toEqual({
    currency: "JPY",
    places: [600, 400],
    sharedBy: [1, 4],
  });
});

test("among how many it goes is said of a prize in words where no sums are promised, and of sums where they are", () => {
  expect(promised("", "", "1 1 4", "A book")).toMatchObject({ reward: null, prizeSharedBy: [1, 1, 4] });
  expect(promised("", "", "", "A book")).toMatchObject({ reward: null, prizeSharedBy: [] });
  expect(promised("JPY", "600", "4", "A book")).toMatchObject({
    ...{ reward: { sharedBy: [4] }, prizeSharedBy: [] },
  });
});

test.each([
  ["", "600", ""],
  ["USD", "600.505", ""],
  ["USD", "600", "1.5"],
  ["USD", "600", "-1"],
  ["USD", "600", "four"],
  ["", "", "4"],
])("what is no reward is said, and not read as another: %s, %s, %s", (currency, places, sharedBy) => {
  expect(() => rewardOf(currency, places, sharedBy)).toThrow();
});

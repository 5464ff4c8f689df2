import { expect, test } from "vitest";
import { checkPassword } from "./check-password";

const owner = { handle: "ada-l", name: "Ada Lovelace", email: "ada.lovelace@example.org" };

test.each([
  ["qwertyuiop", "among the first"],
  ["1234567890", "among the first"],
  ["Password123", "among the first"],
  ["butterfly2024", "among the first"],
  ["!!basketball", "among the first"],
  ["passwordpassword", "among the first"],
  ["dragondragondragon1", "among the first"],
  ["aaaaaaaaaaaaaaa", "among the first"],
  ["adaladaladal", "name"],
  ["Ada-Lovelace", "name"],
  ["adalovelace1815", "name"],
  ["ada.lovelace@example.org", "name"],
  ["Circuit Commons!", "name"],
  ["circuitcommons", "name"],
])("%j is refused beside its field", async (password, why) => {
  await expect(checkPassword("next", password, owner)).rejects.toMatchObject({
    code: "unprocessable",
    details: { fields: { next: expect.stringContaining(why) } },
  });
});

test.each([
  "correct horse battery",
  "another long password",
  "ada and a horse of glass",
  "john 83746592837",
  "8273645918",
  "четыре сухих слова",
  "x".repeat(99) + "y".repeat(101),
])("%j is taken", async (password) => {
  await checkPassword("password", password, owner);
});

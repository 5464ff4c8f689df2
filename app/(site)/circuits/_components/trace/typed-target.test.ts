import { QueryClient } from "@tanstack/react-query";
import { expect, test } from "vitest";
import { tokensQuery } from "@/app/_queries/models";
import { typedTarget } from "./typed-target";

const client = new QueryClient({ defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY } } });
client.setQueryData(tokensQuery("small", "store").queryKey, [{ id: 40, text: " store" }]);
client.setQueryData(tokensQuery("small", "nowhere").queryKey, []);
client.setQueryData(tokensQuery("small", "\u00e9").queryKey, [
  { id: 7, text: "\ufffd", bytes: "c3" },
  { id: 8, text: "\ufffd", bytes: "a9" },
]);
const predictions = [
  { id: 605, text: " Mary", logit: 3, probability: 0.5 },
  { id: 9, text: " Tom", logit: 2, probability: 0.2 },
];
const target = (first: string, other = "") =>
  typedTarget({ client, model: "small", position: 14, predictions, typed: { first, other } });

test("one token, one over another, and one that has to be asked for are targets", async () => {
  expect(await target("\u00b7Mary")).toBe("logit.605@14");
  expect(await target("\u00b7Mary", "tom")).toBe("logit-diff.605-9@14");
  expect(await target("store", "\u00b7Mary")).toBe("logit-diff.40-605@14");
});

test.each([
  ["", "", "Type the token to explain."],
  ["\u00b7Mary", "Mary", "These are the same token."],
  ["nowhere", "", "The model has no token \u201cnowhere\u201d."],
  ["\u00b7Mary", "nowhere", "The model has no token \u201cnowhere\u201d."],
  ["\u00e9", "", "is several tokens, each a part of a character."],
])("%j over %j is refused with what to type", async (first, other, message) => {
  await expect(target(first, other)).rejects.toThrow(message);
});

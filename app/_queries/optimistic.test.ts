import { MutationObserver, queryOptions } from "@tanstack/react-query";
import { expect, test } from "vitest";
import { optimistic } from "./optimistic";
import { createQueryClient } from "./query-client";
import { Refusal } from "./refusal";

const words = queryOptions({ queryKey: ["words"], queryFn: async (): Promise<string[]> => [] });

function remover(answer: Promise<string>) {
  const client = createQueryClient();
  client.setQueryData(words.queryKey, ["one", "two"]);
  const observer = new MutationObserver(client, {
    mutationFn: (_: string) => answer,
    ...optimistic(
      () => words,
      (known, word: string) => known.filter((each) => each !== word),
    ),
  });
  return {
    remove: (word: string) => observer.mutate(word),
    shown: () => client.getQueryData(words.queryKey),
  };
}

test("a change is shown before its answer has come, and stays", async () => {
  let answer = (_: string) => {};
  const { remove, shown } = remover(
    new Promise((resolve) => {
      answer = resolve;
    }),
  );
  const removed = remove("one");
  await expect.poll(shown).toEqual(["two"]);
  answer("");
  await removed;
  expect(shown()).toEqual(["two"]);
});

test("what was refused is put back", async () => {
  const { remove, shown } = remover(Promise.reject(new Refusal("That is not yours.")));
  await expect(remove("one")).rejects.toThrow("That is not yours.");
  expect(shown()).toEqual(["one", "two"]);
});

import { expect, test } from "vitest";
import { madeUpPrompts } from "./made-up-prompts";
import { checkMetric } from "./metrics";
import { checkPrompts, type Prompt } from "./prompts";

const config = { contextLength: 8, vocabularySize: 20 };
const good = (): Prompt => ({
  ...{ tokenIds: [19, 1, 2, 3], roles: { A: 1, END: 3 }, readAt: "END", right: 4, wrong: 5 },
  counterfactual: { tokenIds: [19, 2, 1], roles: { A: 1, END: 2 } },
});

test("prompts of unlike lengths, with and without a role, are in order", () => {
  expect(() => checkPrompts(config, madeUpPrompts(9, 3, 20))).not.toThrow();
  expect(() => checkPrompts(config, [good(), { ...good(), readAt: null }])).not.toThrow();
});

test.each<[string, Prompt[], string]>([
  ["no prompt", [], "There are no prompts."],
  ["no tokens", [good(), { ...good(), tokenIds: [] }], "Prompt 2 has no tokens."],
  ["too many", [{ ...good(), tokenIds: [1, 1, 1, 1, 1, 1, 1, 1, 1] }], "Prompt 1 has 9 tokens, and 8 fit."],
  [
    "a token that is not there",
    [{ ...good(), tokenIds: [1, 1, 1, 20] }],
    "token 20, which is not in the vocabulary of 20",
  ],
  ["half a token", [{ ...good(), tokenIds: [1, 1, 1, 0.5] }], "token 0.5"],
  ["an answer that is not there", [{ ...good(), right: -1 }], "Prompt 1 names token -1"],
  ["another answer that is not there", [{ ...good(), wrong: 77 }], "Prompt 1 names token 77"],
  ["one answer twice", [{ ...good(), wrong: 4 }], "the same token, 4, as its right answer"],
  [
    "a role past the end",
    [{ ...good(), roles: { A: 4, END: 3 } }],
    "Prompt 1 has its role A at position 4, and has 4 tokens.",
  ],
  [
    "two roles at one token",
    [{ ...good(), roles: { A: 3, END: 3 } }],
    "its roles A and END at the same token, at position 3",
  ],
  ["no role to read at", [{ ...good(), roles: { A: 1 } }], "Prompt 1 has no role END"],
  ["a role that objects have", [{ ...good(), readAt: "toString" }], "Prompt 1 has no role toString"],
  [
    "a counterfactual with a role past its end",
    [{ ...good(), counterfactual: { tokenIds: [1], roles: { A: 1 } } }],
    "Prompt 1's counterfactual has its role A at position 1, and has 1 tokens.",
  ],
])("%s is refused in a sentence that names the prompt", (_, prompts, sentence) => {
  expect(() => checkPrompts(config, prompts)).toThrow(sentence);
});

test("a metric asks for what it needs", () => {
  const bare: Prompt = { tokenIds: [1], roles: {}, readAt: null, right: 1, wrong: null };
  expect(() => checkMetric("logit", [bare])).not.toThrow();
  expect(() => checkMetric("logit-difference", [good(), bare])).toThrow("prompt 2 has none");
  const alone: Prompt = { ...bare, wrong: 2 };
  expect(() => checkMetric("normalised-difference", [alone])).toThrow(
    "needs a counterfactual, and prompt 1 has none",
  );
});

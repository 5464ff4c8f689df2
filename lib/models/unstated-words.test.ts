import { expect, test } from "vitest";
import { unstatedWords } from "./unstated-words";

test("what the files leave unsaid is told once a kind, with what is taken for it", () => {
  const words = unstatedWords([
    { kind: "mlp", unstated: ["center_writing_weights", "fold_ln"] },
    { kind: "mlp", unstated: ["fold_ln"] },
    { kind: "attn", unstated: ["fold_ln"] },
    { kind: "resid", unstated: [] },
  ]);
  expect(words).toHaveLength(2);
  expect(words[0]).toContain("this model's attn dictionaries do not state");
  expect(words[0]).toContain("Taken: fold_ln as not done.");
  expect(words[1]).toContain(
    "Taken: center_writing_weights as the model's manifest has it, fold_ln as done.",
  );
});

test("nothing is told where the files state all", () => {
  expect(unstatedWords([{ kind: "attn", unstated: [] }])).toEqual([]);
});

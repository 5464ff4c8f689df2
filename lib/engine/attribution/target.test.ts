import { expect, test } from "vitest";
import { parseTarget, parseTargetId } from "./target";

test("a leaf is no target", () => {
  for (const leaf of ["embed@1", "bias", "mlp-error.1@2"])
    expect(() => parseTargetId(leaf)).toThrow(/is not a target/);
});

/** A vocabulary in which each word with its space is a token. */
const vocabulary = {
  tokenize: (text: string) =>
    ["<|endoftext|>", ...(text.match(/ ?[^ ]+/g) ?? [])].map((text, position) => {
      return { position, id: text.length * 100, text };
    }),
};

test("a token's text in quotes stands for its id, on either side of a difference", () => {
  expect(parseTarget(vocabulary, 'logit." Mary"@14')).toEqual({ kind: "logit", index: 500, position: 14 });
  expect(parseTarget(vocabulary, ' logit-diff." Mary"-" Jo"@3 ')).toMatchObject({ index: 500, minus: 300 });
  expect(parseTarget(vocabulary, 'logit-diff.7-" Mary"@3')).toMatchObject({ index: 7, minus: 500 });
  expect(parseTarget(vocabulary, 'logit."\\""@1')).toMatchObject({ index: 100 });
  expect(() => parseTarget(vocabulary, 'logit-diff.500-" Mary"@3')).toThrow("are the same");
  expect(parseTarget(vocabulary, "attn.1.2@3")).toEqual({ kind: "attn", layer: 1, index: 2, position: 3 });
});

test.each(['logit." Mary had"@1', 'logit.""@1', 'logit." Mary@1', 'logit."\\x"@1', '" Mary"'])(
  "%s is refused",
  (text) => {
    expect(() => parseTarget(vocabulary, text)).toThrow(expect.objectContaining({ name: "EngineError" }));
  },
);

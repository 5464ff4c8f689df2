import { describe, expect, test } from "vitest";
import { parseNodeId } from "@/lib/circuit-format/node-id";
import { checkTarget, targetSchema } from "./target";

const run = {
  tokenCount: 4,
  vocabularySize: 10,
  dictionaries: [
    {
      ...{ kind: "mlp" as const, layer: 1 },
      positions: Uint32Array.of(1, 3),
      indices: Uint32Array.of(7, 7),
      activations: Float32Array.of(1, 2),
    },
  ],
};

function check(text: string): void {
  checkTarget(targetSchema.parse(text), run);
}

describe("the target of a circuit", () => {
  test("is a feature that is active there, a token's logit, or a difference of two", () => {
    for (const text of ["mlp.1.7@3", "logit.9@0", "logit-diff.1-2@3"]) {
      expect(targetSchema.parse(text)).toEqual(parseNodeId(text));
      expect(() => check(text)).not.toThrow();
    }
  });

  test.each([
    ["mlp.1.7@2", "mlp.1.7 is not active at token 2. It is active at 1, 3."],
    ["mlp.1.8@1", "mlp.1.8 is not active at token 1. It is active nowhere in this text."],
    ["attn.0.1@1", "There is no attn dictionary at layer 0."],
    ["logit.1@4", "The text has the token positions 0 to 3."],
    ["logit-diff.3-10@1", "There is no token 10: the vocabulary has 10."],
    ["logit-diff.3-3@1", "The two tokens of a difference are the same."],
  ])("%s is refused with what would do", (text, sentence) => expect(() => check(text)).toThrow(sentence));

  test.each(["embed@1", "bias", "mlp.01.7@3", "", "logit. Mary@1"])("%j is not written as one", (text) => {
    expect(targetSchema.safeParse(text).success).toBe(false);
  });
});

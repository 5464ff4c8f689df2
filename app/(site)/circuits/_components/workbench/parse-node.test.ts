import { expect, it } from "vitest";
import { differenceTokens } from "./node-words";
import { parseNode } from "./parse-node";

it.each([
  ["attn.3.566@9", { kind: "attn", layer: 3, index: 566, position: 9 }],
  ["mlp-error.1@4", { kind: "mlp-error", layer: 1, index: null, position: 4 }],
  ["embed@4", { kind: "embed", layer: null, index: null, position: 4 }],
  ["bias", { kind: "bias", layer: null, index: null, position: null }],
  ["logit.1234@9", { kind: "logit", layer: null, index: 1234, position: 9 }],
  ["logit-diff.1234-987@9", { kind: "logit-diff", layer: null, index: 1234, position: 9 }],
])("%s is read", (id, parts) => {
  expect(parseNode(id)).toEqual({ id, ...parts });
});

it.each([
  "",
  "attn.3@9",
  "attn.3.566",
  "embed.1@4",
  "bias@1",
  "logit@1",
  "logit.1-2@3",
  "group:x",
  "mlp.1.2@3@4",
])("%s is no node", (id) => {
  expect(parseNode(id)).toBeNull();
});

it("a difference names both its tokens", () => {
  expect(differenceTokens("logit-diff.1234-987@9")).toEqual([1234, 987]);
});

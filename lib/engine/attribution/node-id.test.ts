import fc from "fast-check";
import { expect, test } from "vitest";
import { formatNodeId, isTarget, type NodeId, parseNodeId, parseTargetId } from "./node-id";
import { parseTarget } from "./target";

const count = fc.integer({ min: 0, max: 1_000_000 });
const place = { layer: count, position: count };

const anyId: fc.Arbitrary<NodeId> = fc.oneof(
  fc.record({
    kind: fc.constantFrom("attn" as const, "resid" as const, "mlp" as const),
    index: count,
    ...place,
  }),
  fc.record({
    kind: fc.constantFrom(
      "attn-error" as const,
      "resid-error" as const,
      "mlp-error" as const,
      "mlp-out" as const,
    ),
    ...place,
  }),
  fc.record({ kind: fc.constantFrom("embed" as const, "pos" as const), position: count }),
  fc.record({ kind: fc.constant("logit" as const), index: count, position: count }),
  fc.record({ kind: fc.constant("logit-diff" as const), index: count, minus: count, position: count }),
  fc.constant({ kind: "bias" as const }),
);

test("every id survives its text", () => {
  fc.assert(
    fc.property(anyId, (id) => {
      expect(parseNodeId(formatNodeId(id))).toEqual(id);
    }),
  );
});

test("a text that parses is the only text of its id", () => {
  const pieces = fc.constantFrom(
    "attn",
    "logit-diff",
    "embed",
    "bias",
    ".",
    "-",
    "@",
    "0",
    "07",
    "12",
    " ",
    "error",
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 9 }), (parts) => {
      const text = parts.join("");
      const id = parseNodeId(text);
      if (id) expect(formatNodeId(id)).toBe(text);
    }),
  );
});

test.each([
  ["attn.3.566@9", { kind: "attn", layer: 3, index: 566, position: 9 }],
  ["mlp-out.1@4", { kind: "mlp-out", layer: 1, position: 4 }],
  ["embed@4", { kind: "embed", position: 4 }],
  ["logit-diff.1234-987@9", { kind: "logit-diff", index: 1234, minus: 987, position: 9 }],
])("%s is read as the design writes it", (text, id) => {
  expect(parseNodeId(text)).toEqual(id);
});

test.each([
  "",
  "attn.1@2",
  "attn.1.2",
  "attn.1.2@",
  "attn.01.2@3",
  "attn.1.2@-3",
  "attn.1.2.3@4",
  "logit.1.2@3",
])("%j is no id", (text) => expect(parseNodeId(text)).toBeUndefined());

test("a leaf is no target", () => {
  for (const leaf of ["embed@1", "bias", "mlp-error.1@2"]) {
    expect(() => parseTargetId(leaf)).toThrow(/is not a target/);
    const id = parseNodeId(leaf);
    expect(id && isTarget(id)).toBe(false);
  }
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

import fc from "fast-check";
import { expect, test } from "vitest";
import { dictionaryKinds, layerLeafKinds, streamLeafKinds } from "./kinds";
import {
  featureOf,
  formatFeature,
  formatNodeId,
  isFeature,
  isTarget,
  type NodeId,
  nodeColumns,
  outputTokens,
  parseFeature,
  parseNodeId,
} from "./node-id";

const count = fc.integer({ min: 0, max: 1_000_000 });
const place = { layer: count, position: count };

const anyId: fc.Arbitrary<NodeId> = fc.oneof(
  fc.record({ kind: fc.constantFrom(...dictionaryKinds), index: count, ...place }),
  fc.record({ kind: fc.constantFrom(...layerLeafKinds), ...place }),
  fc.record({ kind: fc.constantFrom(...streamLeafKinds), position: count }),
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
  ["mlp-skip.1@4", { kind: "mlp-skip", layer: 1, position: 4 }],
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

test("features and logits are targets, leaves are none", () => {
  fc.assert(
    fc.property(anyId, (id) => {
      expect(isTarget(id)).toBe(/^(attn|resid|mlp|logit|logit-diff)$/.test(id.kind));
    }),
  );
});

test("a feature's name is its node's id without the position, and is read back", () => {
  fc.assert(
    fc.property(anyId, (id) => {
      const [name = "", at] = formatNodeId(id).split("@");
      if (isFeature(id))
        expect(formatNodeId({ ...id, ...parseFeature(name) })).toBe(`${formatFeature(id)}@${at}`);
      else expect(parseFeature(name)).toBeUndefined();
    }),
  );
});

test.each(["", "attn.1", "attn.1.2@3", "attn.1.2.3", "attn.01.2", "logit.5", "attn.1.2@", "mlp.1.-2"])(
  "%j is no feature's name",
  (text) => expect(parseFeature(text)).toBeUndefined(),
);

test("a document's columns say of a node what its id says, of a feature all of it", () => {
  expect(nodeColumns({ kind: "logit-diff", index: 7, minus: 3, position: 1 })).toMatchObject({ index: null });
  fc.assert(
    fc.property(anyId, (id) => {
      const columns = nodeColumns(id);
      expect(parseNodeId(columns.id)).toEqual(id);
      const { kind, layer, position } = columns;
      expect({ layer: null, position: null, ...id }).toMatchObject({ kind, layer, position });
      expect(featureOf(columns)).toEqual(isFeature(id) ? parseFeature(formatFeature(id)) : undefined);
    }),
  );
});

test("a logit is of its token, a difference of two in their order, and a feature of none", () => {
  const tokensOf = (text: string) => outputTokens(parseNodeId(text) ?? { kind: "bias" });
  expect(tokensOf("logit.5@1")).toEqual([5]);
  expect(tokensOf("logit-diff.7-3@1")).toEqual([7, 3]);
  expect(tokensOf("attn.1.2@3")).toEqual([]);
});

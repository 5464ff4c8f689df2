import { expect, test } from "vitest";
import { nodeKinds } from "@/lib/circuit-format/kinds";
import { formatNodeId, nodeColumns, parseNodeId } from "@/lib/circuit-format/node-id";
import { chipText, type NodeWords, nodeName, standingOfNode } from "./node-words";

const words: NodeWords = {
  tokens: [" Mary", " gave", "\n"].map((text, position) => ({ position, id: position + 10, text })),
  outputs: new Map([[727, { text: " John" }]]),
  labels: new Map([["mlp.1.7", "names"]]),
};

function node(text: string) {
  const id = parseNodeId(text);
  if (!id) throw new Error(`${text} is no node`);
  return { ...nodeColumns(id), activation: null, influence: 0.5, effect: 1, expanded: false };
}

test.each([
  ["attn.2.17@1", "17", "attention feature attn.2.17 at token 1, \u201c gave\u201d"],
  ["mlp.1.7@0", "names", "MLP feature mlp.1.7 (names) at token 0, \u201c Mary\u201d"],
  ["mlp-error.1@0", "error", "error of the transcoder, layer 1 at token 0, \u201c Mary\u201d"],
  ["mlp-skip.3@1", "skip", "what goes past the features of the MLP of layer 3 at token 1, \u201c gave\u201d"],
  ["mlp-out.3@1", "MLP", "what the MLP of layer 3 writes at token 1, \u201c gave\u201d"],
  ["embed@2", "\u21b5", "the token itself at token 2, \u201c\u21b5\u201d"],
  ["pos@1", "pos 1", "the position itself at token 1, \u201c gave\u201d"],
  ["bias", "biases", "all biases and constants together"],
  ["logit.727@1", "\u00b7John", "logit of \u201c John\u201d at token 1, \u201c gave\u201d"],
  [
    "logit-diff.727-9@1",
    "\u00b7John \u2212 9",
    "logit of \u201c John\u201d less that of token number 9 at token 1, \u201c gave\u201d",
  ],
])("%s is %j on its chip and %j in a sentence", (id, chip, name) => {
  expect(chipText(node(id), words)).toBe(chip);
  expect(nodeName(node(id), words)).toBe(name);
});

test("a label that people gave says how it stands", () => {
  const labelled: NodeWords = { ...words, labelled: new Map([["mlp.1.7", "contested"]]) };
  expect(nodeName(node("mlp.1.7@0"), labelled)).toContain("(names, label contested)");
  expect(standingOfNode(node("mlp.1.7@0"), labelled)).toBe("contested");
  expect(standingOfNode(node("attn.2.17@1"), labelled)).toBeUndefined();
});

test("every kind of node has words", () => {
  const place = { layer: 0, index: 4, minus: 5, position: 0 };
  for (const kind of nodeKinds) {
    const id = parseNodeId(formatNodeId({ ...place, kind }));
    expect(id?.kind).toBe(kind);
    expect(nodeName(node(formatNodeId({ ...place, kind })), words)).not.toBe("");
  }
});

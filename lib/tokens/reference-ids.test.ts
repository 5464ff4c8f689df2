import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";
import { createEncoder } from "./encoder";
import { tokenizerJsonSchema } from "./tokenizer-json";
import { readVocabulary } from "./vocabulary";

/**
 * Small tokenizers as those of Llama 2 and 3, Mistral, Qwen2, GPT-NeoX and SmolLM are made, trained by the reference on this
 * project's own documents, and the ids that it gives odd texts.
 */
const reference = z
  .object({
    texts: z.array(z.string()),
    kinds: z.record(
      z.string(),
      z.object({ tokenizer: tokenizerJsonSchema, ids: z.array(z.array(z.number())) }),
    ),
  })
  .parse(JSON.parse(readFileSync(path.join(import.meta.dirname, "reference-ids.json"), "utf8")));

test.each(Object.entries(reference.kinds))(
  "%s: odd texts have the ids of huggingface/tokenizers",
  (_, kind) => {
    const encode = createEncoder(kind.tokenizer);
    for (const [i, text] of reference.texts.entries())
      expect(encode(text), JSON.stringify(text)).toEqual(kind.ids[i]);
  },
);

test.each(["llama-2", "metaspace-first", "metaspace-never"])(
  "%s: tokens say the bytes of their text",
  (name) => {
    const kind = reference.kinds[name];
    if (!kind) throw new Error(`there is no ${name}`);
    const encode = createEncoder(kind.tokenizer);
    const { bytesOf } = readVocabulary(kind.tokenizer);
    const front = name === "metaspace-never" ? "" : " ";
    for (const text of ["Hello world", "\u65e5\u672c\u8a9e", "tabs\tand\n\nlines", "\u{1f642}\u0663"]) {
      const bytes = encode(text).flatMap((id) => [...bytesOf(id)]);
      expect(new TextDecoder().decode(Uint8Array.from(bytes))).toBe(front + text);
    }
  },
);

const llama2 = reference.kinds["llama-2"]?.tokenizer;
const llama3 = reference.kinds["llama-3"]?.tokenizer;

test.each([
  ["no byte_fallback", { model: { ...llama2?.model, byte_fallback: false } }, "without byte_fallback"],
  [
    "a byte left out",
    { model: { ...llama2?.model, vocab: { ...llama2?.model.vocab, "<0x41>": undefined } } },
    "it has no token <0x41>",
  ],
  ["lower case made of texts", { normalizer: { type: "Lowercase" } }, "steps that are not supported"],
  [
    "another sign for a space",
    { normalizer: null, pre_tokenizer: { type: "Metaspace", replacement: "_" } },
    "another sign than \u2581",
  ],
  [
    "another scheme",
    { normalizer: null, pre_tokenizer: { type: "Metaspace", replacement: "\u2581", prepend_scheme: "odd" } },
    "its prepend_scheme is not known here",
  ],
  ["a split at spaces", { normalizer: null, pre_tokenizer: { type: "Whitespace" } }, "a split Whitespace"],
])("characters with %s are refused", (_, change, sentence) => {
  const json = { ...llama2, ...change };
  const read = () => readVocabulary(tokenizerJsonSchema.parse(JSON.parse(JSON.stringify(json))));
  expect(read).toThrow(sentence);
});

test.each([
  [
    "a pattern nobody knows",
    {
      pre_tokenizer: {
        type: "Sequence",
        pretokenizers: [
          { type: "Split", pattern: { Regex: "\\w+" }, behavior: "Isolated", invert: false },
          { type: "ByteLevel", add_prefix_space: false, use_regex: false },
        ],
      },
    },
    "a pattern that is not known here",
  ],
  ["compatible characters made one", { normalizer: { type: "NFKC" } }, "a normalizer NFKC is not supported"],
  ["no decoder", { decoder: null }, "a decoder other than ByteLevel"],
])("bytes with %s are refused", (_, change, sentence) => {
  expect(() => createEncoder(tokenizerJsonSchema.parse({ ...llama3, ...change }))).toThrow(sentence);
});

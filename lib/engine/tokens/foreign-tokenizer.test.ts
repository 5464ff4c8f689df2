import { readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { gpt2 } from "../architectures/gpt2";
import { bundledModel, ModelVariant } from "../oracle/model-variant";
import { openModelFolder, resolveModelFile } from "../weights/model-folder";
import { openTokenizer } from "./tokenizer";

const folder = openModelFolder(bundledModel);
const config = gpt2.readConfig(resolveModelFile(folder, "config.json"));
const ordinary = openTokenizer(resolveModelFile(folder, "tokenizer.json"), config);

describe("the tokenizer file of another model", () => {
  const variant = new ModelVariant();
  afterAll(() => variant.remove());
  const written = z
    .looseObject({
      pre_tokenizer: z.looseObject({}),
      model: z.looseObject({
        vocab: z.record(z.string(), z.number()),
        merges: z.array(z.string()),
      }),
    })
    .parse(JSON.parse(readFileSync(path.join(variant.folder, "tokenizer.json"), "utf8")));
  const opened = (json: object) => {
    variant.write("tokenizer.json", JSON.stringify(json));
    return openTokenizer(resolveModelFile(openModelFolder(variant.folder), "tokenizer.json"), config);
  };
  const withModel = (change: object) => ({ ...written, model: { ...written.model, ...change } });

  test("of GPT-2, from before the model's type was written, gives the same tokens", () => {
    const unwritten = undefined;
    const json = {
      ...withModel({ type: unwritten, byte_fallback: unwritten, ignore_merges: unwritten }),
      pre_tokenizer: { ...written.pre_tokenizer, use_regex: unwritten },
    };
    const text = "When Mary and John went to the store, John's dog  gave 42 drinks \u00e9";
    expect(opened(json).tokenize(text)).toEqual(ordinary.tokenize(text));
  });

  test.each([
    ["a zero-width space is part of what follows the space", "a \ufeffb", true],
    ["a next-line character is white space, which a space before it stays apart from", "a \u0085b", false],
  ])("splits texts as it was trained: %s", (_, text, joined) => {
    // The last ordinary token becomes a space with the first byte of the character, as GPT-2 itself has it.
    const last = Object.entries(written.model.vocab).find(([, id]) => id === 4094)?.[0] ?? "";
    const byte = text.includes("\ufeff") ? "\u00ef" : "\u00c2";
    const { [last]: _last, ...vocab } = written.model.vocab;
    const merges = written.model.merges.filter(
      (each) => ![...each.split(" "), each.replace(" ", "")].includes(last),
    );
    const json = withModel({
      vocab: { ...vocab, [`\u0120${byte}`]: 4094 },
      merges: [...merges, `\u0120 ${byte}`],
    });
    expect(
      opened(json)
        .tokenize(text)
        .some(({ id }) => id === 4094),
    ).toBe(joined);
  });

  test.each([
    ["a space put in front of every text", { add_prefix_space: true }, "a space in front of every text"],
    ["texts that are not split", { use_regex: false }, "a text that is not split into words"],
  ])("with %s is refused", (_, change, message) => {
    const json = { ...written, pre_tokenizer: { ...written.pre_tokenizer, ...change } };
    expect(() => opened(json)).toThrow(message);
  });

  const byteLevel = { type: "ByteLevel", add_prefix_space: true, trim_offsets: false, use_regex: true };
  const sequence = { Sequence: { id: "A", type_id: 0 } };
  const named = (id: string) => ({ SpecialToken: { id, type_id: 0 } });
  const template = (...single: object[]) => ({
    ...{ type: "TemplateProcessing", single, pair: [...single, { Sequence: { id: "B", type_id: 1 } }] },
    special_tokens: {
      "<|endoftext|>": { id: "<|endoftext|>", ids: [4095], tokens: ["<|endoftext|>"] },
      "</s>": { id: "</s>", ids: [2], tokens: ["</s>"] },
    },
  });
  const bos = named("<|endoftext|>");

  test.each<[string, object | null]>([
    ["none", null],
    ["GPT-2's, Pythia's and Qwen2's, which moves the ends of tokens", byteLevel],
    ["Llama 1's and 2's and Mistral's, which puts the beginning in front", template(bos, sequence)],
    ["Llama 3's, both in a sequence", { type: "Sequence", processors: [byteLevel, template(bos, sequence)] }],
    ["one that puts nothing", template(sequence)],
  ])("with a post_processor like %s gives the same tokens", (_, post_processor) => {
    const text = "When Mary and John went to the store";
    expect(opened({ ...written, post_processor }).tokenize(text)).toEqual(ordinary.tokenize(text));
  });

  test("cut or filled up by who saved it gives all tokens and no more", () => {
    const truncation = { direction: "Right", max_length: 3, strategy: "LongestFirst", stride: 0 };
    const padding = { strategy: { Fixed: 64 }, direction: "Left", pad_id: 0, pad_token: "!" };
    const text = "When Mary and John went to the store";
    expect(opened({ ...written, truncation, padding }).tokenize(text)).toEqual(ordinary.tokenize(text));
  });

  test.each<[string, object, string]>([
    [
      "another token in front",
      template(named("</s>"), sequence),
      "puts the token 2 in front of every text, and by the model's config (bos_token_id) texts begin with 4095 alone",
    ],
    ["two in front", template(bos, bos, sequence), "puts the tokens 4095, 4095 in front of every text"],
    [
      "two in front, by two steps",
      { type: "Sequence", processors: [template(bos, sequence), template(bos, sequence)] },
      "puts the tokens 4095, 4095 in front of every text",
    ],
    ["one behind", template(bos, sequence, named("</s>")), "puts tokens behind every text"],
    ["the text twice", template(sequence, sequence), "does not hold the text once"],
    ["no text", template(bos), "does not hold the text once"],
    ["a token that it does not have", template(named("[CLS]"), sequence), "a token without ids"],
    [
      "a token of a name that all objects have",
      template(named("constructor"), sequence),
      "a token without ids",
    ],
    ["a template that is none", { type: "TemplateProcessing", single: "$A" }, "cannot be read"],
    [
      "BERT's",
      { type: "BertProcessing", sep: ["[SEP]", 2], cls: ["[CLS]", 1] },
      "a post_processor BertProcessing is not supported",
    ],
    ["steps that are none", { type: "Sequence", processors: [1] }, "its processors are no list of steps"],
    [
      "a sequence of sequences",
      { type: "Sequence", processors: [{ type: "Sequence" }] },
      "post_processor Sequence",
    ],
  ])("with a post_processor with %s is refused", (_, post_processor, message) => {
    expect(() => opened({ ...written, post_processor })).toThrow(message);
  });

  test.each([
    ["another model than byte pairs", { type: "Unigram" }, "model.type"],
    ["merges left out at random", { dropout: 0.1 }, "dropout is not supported"],
    ["a mark at the end of words", { end_of_word_suffix: "</w>" }, "end_of_word_suffix is not supported"],
    [
      "a mark inside of words",
      { continuing_subword_prefix: "##" },
      "continuing_subword_prefix is not supported",
    ],
  ])("with %s is refused", (_, change, message) => {
    expect(() => opened(withModel(change))).toThrow(message);
  });
});

import { readFileSync } from "node:fs";
import { z } from "zod";
import { invalidFile, unsupported } from "@/lib/engine/errors";
import type { ModelFile } from "@/lib/engine/weights/model-folder";
import { readJsonFile } from "@/lib/engine/weights/strict-json";

const vocabSchema = z.record(z.string(), z.number().int().min(0));
const vocabLimits = {
  ...{ maxDepth: 2, maxContainers: 2, maxValues: 1_000_000, maxKeys: 1_000_000 },
  maxStringBytes: 1_000_000,
};
const maxBytes = 50_000_000;

/** A token as `tokenizer_config.json` and `special_tokens_map.json` write it. */
const namedToken = z.union([z.string(), z.looseObject({ content: z.string() })]).nullish();
const settingsSchema = z.looseObject({
  tokenizer_class: z.string().nullish(),
  add_prefix_space: z.boolean().nullish(),
  bos_token: namedToken,
  eos_token: namedToken,
  unk_token: namedToken,
  pad_token: namedToken,
  added_tokens_decoder: z.record(z.string(), z.looseObject({ content: z.string() })).nullish(),
});

export interface TokenizerParts {
  vocab: ModelFile;
  merges: ModelFile;
  config?: ModelFile | undefined;
  special?: ModelFile | undefined;
  added?: ModelFile | undefined;
}

/**
 * A `tokenizer.json` of GPT-2's byte-level BPE from the two files that came before it, as transformers converts them
 * (`GPT2Converter`): special tokens are looked for whole in a text, everything else is merged.
 */
export function buildTokenizer({ vocab, merges, config, special, added }: TokenizerParts): object {
  const ids = readJsonFile(vocab, vocabSchema, maxBytes, vocabLimits);
  const settings = [config, special].flatMap((file) =>
    file ? [readJsonFile(file, settingsSchema, 5_000_000)] : [],
  );
  const of = settings.find(({ tokenizer_class }) => tokenizer_class)?.tokenizer_class;
  if (of && !/^GPT2Tokenizer(?:Fast)?$/.test(of))
    throw unsupported(
      config?.label ?? vocab.label,
      `tokenizers of the class ${of.slice(0, 100)} are not built from parts`,
    );
  const known = new Map(Object.entries(ids));
  const extra = added ? readJsonFile(added, vocabSchema, maxBytes, vocabLimits) : {};
  for (const [token, id] of Object.entries(extra)) known.set(token, id);
  const names = new Set(Object.keys(extra));
  for (const each of settings) {
    for (const token of [each.bos_token, each.eos_token, each.unk_token, each.pad_token])
      if (token) names.add(typeof token === "string" ? token : token.content);
    for (const [id, { content }] of Object.entries(each.added_tokens_decoder ?? {})) {
      names.add(content);
      if (/^\d{1,9}$/.test(id)) known.set(content, Number(id));
    }
  }
  // GPT-2's files say nothing of it, and its tokenizer has it from its class.
  if (names.size === 0 && known.has("<|endoftext|>")) names.add("<|endoftext|>");
  const addedTokens = [...names].map((content) => {
    const id = known.get(content);
    if (id === undefined)
      throw invalidFile(vocab.label, `the special token ${JSON.stringify(content.slice(0, 100))} has no id`);
    return {
      id,
      content,
      single_word: false,
      lstrip: false,
      rstrip: false,
      normalized: false,
      special: true,
    };
  });
  const add_prefix_space = settings.some((each) => each.add_prefix_space === true);
  return {
    ...{ version: "1.0", truncation: null, padding: null },
    added_tokens: addedTokens.toSorted((a, b) => a.id - b.id),
    normalizer: null,
    pre_tokenizer: { type: "ByteLevel", add_prefix_space, trim_offsets: true, use_regex: true },
    post_processor: { type: "ByteLevel", add_prefix_space: true, trim_offsets: false, use_regex: true },
    decoder: { type: "ByteLevel", add_prefix_space: true, trim_offsets: true, use_regex: true },
    model: {
      ...{
        type: "BPE",
        dropout: null,
        unk_token: null,
        continuing_subword_prefix: "",
        end_of_word_suffix: "",
      },
      ...{ fuse_unk: false, byte_fallback: false, vocab: ids, merges: readMerges(merges, ids) },
    },
  };
}

function readMerges(file: ModelFile, ids: Readonly<Record<string, number>>): string[] {
  if (file.byteLength > maxBytes) throw invalidFile(file.label, "it is larger than any list of merges");
  const lines = readFileSync(file.path, "utf8").split("\n");
  const merges: string[] = [];
  for (const [i, raw] of lines.entries()) {
    const line = raw.endsWith("\r") ? raw.slice(0, -1) : raw;
    if (line === "" || (i === 0 && line.startsWith("#version"))) continue;
    const [left = "", right = "", ...rest] = line.split(" ");
    if (left === "" || right === "" || rest.length > 0)
      throw invalidFile(file.label, `its line ${i + 1} is not two pieces with a space between them`);
    for (const piece of [left, right, left + right])
      if (!Object.hasOwn(ids, piece))
        throw invalidFile(
          file.label,
          `its line ${i + 1} merges ${JSON.stringify(piece.slice(0, 60))}, which the vocabulary lacks`,
        );
    merges.push(line);
  }
  return merges;
}

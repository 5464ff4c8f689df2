import { Tokenizer } from "@huggingface/tokenizers";
import { addedTokenSplitter } from "./added-tokens";
import { readTextSteps, spaceSign, type TextSteps, TokenizerFault } from "./text-steps";
import type { TokenizerJson } from "./tokenizer-json";

/** The token ids of a text, in order, without the beginning-of-text token. Throws `TokenizerFault`. */
export type Encoder = (text: string) => number[];

/**
 * Byte pair encoding as transformers does it. A special token written out in the text, such as `<|endoftext|>`, is
 * taken as that token, as TransformerLens does too, so that a text which joins documents is read as the model read it
 * in training. Takes about 1 s for a million bytes. Throws `TokenizerFault`.
 */
export function createEncoder(json: TokenizerJson): Encoder {
  const steps = readTextSteps(json);
  const tokenizer = orFault(
    "the tokenizer cannot be built from it",
    () => new Tokenizer(encodingOf(json, steps), {}),
  );
  const splitter: object | null = tokenizer.pre_tokenizer;
  // The library's own pattern has another white space.
  if (splitter && "pattern" in splitter) splitter.pattern = steps.words;
  const split = addedTokenSplitter(json.added_tokens, steps.normalize);
  const idsOf = (text: string) =>
    orFault(
      "its merges cannot encode this text",
      () => tokenizer.encode(text, { add_special_tokens: false }).ids,
    );
  const partIds = (text: string, isFirst: boolean) =>
    steps.alphabet === "byte-level" ? idsOf(text) : spacedWords(text, isFirst, steps).flatMap(idsOf);
  return (text) => split(text).flatMap((part, i) => ("id" in part ? [part.id] : partIds(part.text, i === 0)));
}

/** A part of a text with its spaces written as the vocabulary has them. */
function spacedWords(text: string, isFirst: boolean, { front, words }: TextSteps): string[] {
  const spaced = text.replaceAll(" ", spaceSign);
  const isPutInFront =
    front === "every" ||
    (!spaced.startsWith(spaceSign) && (front === "every-without" || (front === "first-without" && isFirst)));
  const whole = isPutInFront ? spaceSign + spaced : spaced;
  return words ? (whole.match(words) ?? []) : [whole];
}

/**
 * What encoding needs of a file. What it does to tokens afterwards (`post_processor`: special tokens around them) is left
 * out, since a template can repeat them without end; so are added tokens, which are found before
 * (added-tokens.ts), what is done to texts before (text-steps.ts), and whatever else the library might read.
 */
function encodingOf({ model }: TokenizerJson, { alphabet }: TextSteps) {
  const { type, vocab, merges, ignore_merges, byte_fallback, fuse_unk, unk_token } = model;
  const step =
    alphabet === "byte-level" ? { type: "ByteLevel", add_prefix_space: false, use_regex: true } : null;
  return {
    ...{ added_tokens: [], normalizer: null, pre_tokenizer: step, decoder: step, post_processor: null },
    model: { type, vocab, merges, ignore_merges, byte_fallback, fuse_unk, unk_token },
  };
}

function orFault<T>(reason: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    throw new TokenizerFault(reason, { cause });
  }
}

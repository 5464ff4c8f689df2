import { Tokenizer } from "@huggingface/tokenizers";
import { addedTokenSplitter } from "./added-tokens";
import type { TokenizerJson } from "./tokenizer-json";
import { TokenizerFault } from "./vocabulary";

/** The token ids of a text, in order, without the beginning-of-text token. Throws `TokenizerFault`. */
export type Encoder = (text: string) => number[];

/**
 * What a text is split into before its pairs are merged (GPT-2's encoder.py). The library's own pattern has
 * JavaScript's `\s` in it, to which U+FEFF belongs and U+0085 does not; to those that models are trained with it is
 * the other way round.
 */
const words =
  /'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\p{White_Space}\p{L}\p{N}]+|\p{White_Space}+(?!\P{White_Space})|\p{White_Space}+/gu;

/**
 * Byte pair encoding as transformers does it. A special token written out in the text, such as `<|endoftext|>`, is
 * taken as that token, as TransformerLens does too, so that a text which joins documents is read as the model read it
 * in training. Takes about 1 s for a million bytes. Throws `TokenizerFault`.
 */
export function createEncoder(json: TokenizerJson): Encoder {
  const tokenizer = orFault(
    "the tokenizer cannot be built from it",
    () => new Tokenizer(encodingOf(json), {}),
  );
  const splitter: object | null = tokenizer.pre_tokenizer;
  if (splitter && "pattern" in splitter) splitter.pattern = words;
  const split = addedTokenSplitter(json.added_tokens);
  const idsOf = (text: string) =>
    orFault(
      "its merges cannot encode this text",
      () => tokenizer.encode(text, { add_special_tokens: false }).ids,
    );
  return (text) => split(text).flatMap((part) => ("id" in part ? [part.id] : idsOf(part.text)));
}

/**
 * What encoding needs of a file. What it does to tokens afterwards (`post_processor`: special tokens around them) is left
 * out, since a template can repeat them without end; so are added tokens, which are found before
 * (added-tokens.ts), and whatever else the library might read.
 */
function encodingOf({ pre_tokenizer, decoder, model }: TokenizerJson) {
  const { type, vocab, merges, ignore_merges, byte_fallback, fuse_unk } = model;
  return {
    ...{ added_tokens: [], pre_tokenizer, decoder, normalizer: null, post_processor: null },
    model: { type, vocab, merges, ignore_merges, byte_fallback, fuse_unk },
  };
}

function orFault<T>(reason: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    throw new TokenizerFault(reason, { cause });
  }
}

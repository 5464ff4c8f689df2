const alphabet = Array.from({ length: 94 }, (_, i) => String.fromCharCode(33 + i));

/** The `id`-th text over 94 printable characters, shortest first. */
function entryOf(id: number): string {
  const rest = Math.floor(id / 94) - 1;
  return (rest >= 0 ? entryOf(rest) : "") + (alphabet[id % 94] ?? "");
}

/**
 * A `tokenizer.json` of any size for random models: byte-level, without merges, so that each printable
 * character is a token of its own; the last id is the beginning of a text.
 */
export function letterTokenizer(vocabularySize: number) {
  const bos = vocabularySize - 1;
  const step = { type: "ByteLevel", add_prefix_space: false, trim_offsets: true, use_regex: true };
  const plain = { single_word: false, lstrip: false, rstrip: false, normalized: false };
  return {
    version: "1.0",
    added_tokens: [{ id: bos, content: "<|endoftext|>", ...plain, special: true }],
    normalizer: null,
    pre_tokenizer: step,
    post_processor: null,
    decoder: step,
    model: {
      type: "BPE",
      vocab: Object.fromEntries(Array.from({ length: bos }, (_, id) => [entryOf(id), id])),
      merges: [],
    },
  };
}

import type { TokenizerJson } from "./tokenizer-json";

/** Why a tokenizer cannot be read. */
export class TokenizerFault extends Error {}

/** How a vocabulary writes its tokens: GPT-2's letters for bytes, or characters, with U+2581 for a space and `<0xE2>` for bytes. */
export type Alphabet = "byte-level" | "spaces";

/** What is done to a text before its pairs are merged. */
export interface TextSteps {
  alphabet: Alphabet;
  /** What added tokens that are `normalized` are looked for in. */
  normalize(text: string): string;
  /** Whether white space is put in front: of every part between added tokens, of one that has none, of the text's first. */
  front: "every" | "every-without" | "first-without" | "none";
  /** Matches one word after another; none where a text is one word. */
  words: RegExp | undefined;
}

export const spaceSign = "\u2581";

/**
 * White space as the reference has it: JavaScript's `\s` has U+FEFF, and U+0085 not; to those that models are trained with it
 * is the other way round.
 */
const gpt2Words =
  /'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\p{White_Space}\p{L}\p{N}]+|\p{White_Space}+(?!\P{White_Space})|\p{White_Space}+/gu;

/** The same behind a split at every digit: each stands alone, and white space in front of one ends its part of the text. */
const wordsAndDigits =
  /'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+|\p{N}| ?[^\p{White_Space}\p{L}\p{N}]+|\p{White_Space}+(?![^\p{White_Space}\p{N}])|\p{White_Space}+/gu;

const llama3Words =
  /'(?:[sS\u017f]|[tT]|[rR][eE]|[vV][eE]|[mM]|[lL][lL]|[dD])|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\p{White_Space}\p{L}\p{N}]+[\r\n]*|\p{White_Space}*[\r\n]+|\p{White_Space}+(?!\P{White_Space})|\p{White_Space}+/gu;

const qwen2Words = new RegExp(llama3Words.source.replace("\\p{N}{1,3}", "\\p{N}"), "gu");

const contractions = "(?i:'s|'t|'re|'ve|'m|'ll|'d)";
const otherWords = " ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";

/** Patterns of a `Split`, as the files write them. */
const knownPatterns: Readonly<Record<string, RegExp>> = {
  [`${contractions}|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}|${otherWords}`]: llama3Words,
  [`${contractions}|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}|${otherWords}`]: qwen2Words,
};

type Step = Record<string, unknown> & { type: string };

/** Throws `TokenizerFault` for what is not done here. */
export function readTextSteps({ normalizer, pre_tokenizer, decoder }: TokenizerJson): TextSteps {
  const splits = stepsOf(pre_tokenizer, "pretokenizers");
  const normalizers = stepsOf(normalizer, "normalizers");
  if (splits.some(({ type }) => type === "ByteLevel")) return byteLevelSteps(normalizers, splits, decoder);
  return spaceSteps(normalizers, splits);
}

/** The steps of a sequence, or the one step that there is. */
export function stepsOf(
  step: Step | null | undefined,
  of: "pretokenizers" | "normalizers" | "processors",
): Step[] {
  if (!step) return [];
  if (step.type !== "Sequence") return [step];
  const steps: unknown = step[of];
  if (!Array.isArray(steps) || !steps.every(isStep))
    throw new TokenizerFault(`its ${of} are no list of steps`);
  return steps;
}

function isStep(value: unknown): value is Step {
  return typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";
}

function byteLevelSteps(
  normalizers: readonly Step[],
  splits: readonly Step[],
  decoder: Step | null | undefined,
): TextSteps {
  const [last, ...before] = splits.toReversed();
  if (last?.type !== "ByteLevel" || before.length > 1)
    throw new TokenizerFault("it splits texts by steps that are not supported");
  if (decoder?.type !== "ByteLevel")
    throw new TokenizerFault("a decoder other than ByteLevel is not supported");
  if (last.add_prefix_space === true)
    throw new TokenizerFault("a space in front of every text is not supported in the byte-level alphabet");
  const other = normalizers.find(({ type }) => type !== "NFC");
  if (other) throw new TokenizerFault(`a normalizer ${shown(other.type)} is not supported`);
  return {
    alphabet: "byte-level",
    normalize: normalizers.length > 0 ? (text) => text.normalize("NFC") : (text) => text,
    front: "none",
    words: wordsOf(before[0], last.use_regex !== false),
  };
}

function wordsOf(split: Step | undefined, asGpt2: boolean): RegExp {
  if (split === undefined) {
    if (!asGpt2) throw new TokenizerFault("a text that is not split into words is not supported");
    return gpt2Words;
  }
  if (split.type === "Digits" && split.individual_digits === true && asGpt2) return wordsAndDigits;
  if (split.type !== "Split" || asGpt2)
    throw new TokenizerFault(`a split ${shown(split.type)} is not supported`);
  const { pattern, behavior, invert = false } = split;
  const regex =
    typeof pattern === "object" && pattern !== null && "Regex" in pattern ? pattern.Regex : undefined;
  const words =
    typeof regex === "string" && Object.hasOwn(knownPatterns, regex) ? knownPatterns[regex] : undefined;
  if (!words || behavior !== "Isolated" || invert !== false)
    throw new TokenizerFault("it splits texts by a pattern that is not known here");
  return words;
}

/** As sentencepiece's files are converted: by a normalizer before transformers 4.40, by a pre-tokenizer since. */
function spaceSteps(normalizers: readonly Step[], splits: readonly Step[]): TextSteps {
  const [metaspace, ...others] = splits;
  const steps = { alphabet: "spaces", normalize: (text: string) => text } as const;
  if (metaspace) {
    if (metaspace.type !== "Metaspace" || others.length > 0)
      throw new TokenizerFault(`a split ${shown(metaspace.type)} is not supported`);
    if (normalizers.length > 0)
      throw new TokenizerFault("a normalizer in front of Metaspace is not supported");
    if (metaspace.replacement !== spaceSign)
      throw new TokenizerFault("another sign than \u2581 for a space is not supported");
    const words = metaspace.split === false ? undefined : /\u2581[^\u2581]*|[^\u2581]+/gu;
    return { ...steps, words, front: frontOf(metaspace) };
  }
  const prepends = normalizers.filter(({ type }) => type === "Prepend");
  const replaces = normalizers.filter(({ type }) => type === "Replace");
  const [replace] = replaces;
  const pattern = replace?.pattern;
  const isSpace =
    typeof pattern === "object" && pattern !== null && "String" in pattern && pattern.String === " ";
  if (
    replaces.length !== 1 ||
    prepends.length > 1 ||
    normalizers.length !== 1 + prepends.length ||
    !isSpace ||
    replace?.content !== spaceSign ||
    prepends.some((step) => step.prepend !== spaceSign)
  )
    throw new TokenizerFault("it changes texts by steps that are not supported");
  return { ...steps, words: undefined, front: prepends.length > 0 ? "every" : "none" };
}

function frontOf({ prepend_scheme, add_prefix_space }: Step): TextSteps["front"] {
  // Before there was a scheme there was this switch; where it contradicts, the reference refuses the file.
  const scheme = prepend_scheme ?? (add_prefix_space === false ? "never" : "always");
  if (scheme === "always") return "every-without";
  if (scheme === "first") return "first-without";
  if (scheme === "never") return "none";
  throw new TokenizerFault("its prepend_scheme is not known here");
}

const shown = (name: string) => name.slice(0, 100);

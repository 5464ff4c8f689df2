import type { AddedToken } from "./added-tokens";

/** A byte-level BPE in plain loops, written from OpenAI's description of GPT-2's alone: what the encoder is tested against. */
export interface NaiveBpe {
  vocab: Readonly<Record<string, number>>;
  /** Pairs, the earliest merged first. */
  merges: readonly (readonly [string, string])[];
  added: readonly AddedToken[];
}

/** Ids of a text. Added tokens are found by trying every one at every place. */
export function naiveEncodeText(bpe: NaiveBpe, text: string): number[] {
  const characters = Array.from(text.toWellFormed());
  const passes = [false, true].map((normalized) =>
    bpe.added.filter((token) => (token.normalized ?? !token.special) === normalized),
  );
  let parts: (number | string[])[] = [characters];
  for (const tokens of passes)
    parts = parts.flatMap((part) => (typeof part === "number" ? [part] : withAdded(tokens, part)));
  return parts.flatMap((part) =>
    typeof part === "number" ? [part] : splitWords(part).flatMap((word) => mergedIds(bpe, word)),
  );
}

const isSpace = (character: string | undefined) =>
  character !== undefined && /\p{White_Space}/u.test(character);
const isLetter = (character: string | undefined) => character !== undefined && /\p{L}/u.test(character);
const isNumber = (character: string | undefined) => character !== undefined && /\p{N}/u.test(character);
const isOther = (character: string | undefined) =>
  character !== undefined && !isSpace(character) && !isLetter(character) && !isNumber(character);
const isOfWord = (character: string | undefined) =>
  character !== undefined && /[\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\u200c\u200d]/u.test(character);

function withAdded(tokens: readonly AddedToken[], characters: readonly string[]): (number | string[])[] {
  const parts: (number | string[])[] = [];
  let [text, at]: [string[], number] = [[], 0];
  while (at < characters.length) {
    const found = tokens
      .map((token) => ({ token, content: Array.from(token.content) }))
      .filter(({ content }) => content.every((character, i) => characters[at + i] === character))
      .sort((a, b) => b.content.length - a.content.length)[0];
    if (!found) {
      text.push(characters[at++] ?? "");
      continue;
    }
    const { token, content } = found;
    const end = at + content.length;
    if (token.single_word && (isOfWord(characters[at - 1]) || isOfWord(characters[end]))) {
      text.push(...content);
      at = end;
      continue;
    }
    if (token.lstrip) while (isSpace(text.at(-1))) text.pop();
    if (text.length > 0) parts.push(text);
    parts.push(token.id);
    [text, at] = [[], end];
    if (token.rstrip) while (isSpace(characters[at])) at += 1;
  }
  if (text.length > 0) parts.push(text);
  return parts;
}

/** Contractions; a run of letters, of numbers or of other signs with a space before; white space but its last if more follows. */
function splitWords(characters: readonly string[]): string[] {
  const words: string[] = [];
  for (let at = 0; at < characters.length; ) {
    const start = at;
    const tail = characters.slice(at, at + 3).join("");
    const contraction = ["'s", "'t", "'re", "'ve", "'m", "'ll", "'d"].find((each) => tail.startsWith(each));
    const first = characters[at] === " " ? at + 1 : at;
    const run = [isLetter, isNumber, isOther].find((is) => is(characters[first]));
    if (contraction) at += contraction.length;
    else if (run) {
      at = first;
      while (run(characters[at])) at += 1;
    } else {
      while (isSpace(characters[at])) at += 1;
      if (at < characters.length && at - start > 1) at -= 1;
    }
    words.push(characters.slice(start, at).join(""));
  }
  return words;
}

function mergedIds({ vocab, merges }: NaiveBpe, word: string): number[] {
  let pieces = Array.from(new TextEncoder().encode(word), (byte) => letterOf(byte));
  for (;;) {
    let best = merges.length;
    for (let i = 0; i + 1 < pieces.length; i++) {
      const rank = rankOf(merges, pieces[i] ?? "", pieces[i + 1] ?? "");
      if (rank !== undefined && rank < best) best = rank;
    }
    const pair = merges[best];
    if (!pair) return pieces.map((piece) => vocab[piece] ?? Number.NaN);
    const next: string[] = [];
    for (let i = 0; i < pieces.length; i++) {
      if (pieces[i] === pair[0] && pieces[i + 1] === pair[1]) {
        next.push(pair.join(""));
        i += 1;
      } else next.push(pieces[i] ?? "");
    }
    pieces = next;
  }
}

const ranks = new WeakMap<NaiveBpe["merges"], Map<string, number>>();

function rankOf(merges: NaiveBpe["merges"], left: string, right: string): number | undefined {
  let known = ranks.get(merges);
  if (!known) {
    known = new Map(merges.map((pair, rank) => [pair.join(" "), rank]));
    ranks.set(merges, known);
  }
  return known.get(`${left} ${right}`);
}

/** Bytes that are signs of Latin-1 stand for themselves, the others for U+0100 and on, in order. */
function letterOf(byte: number): string {
  const isSign = (b: number) => (b > 0x20 && b < 0x7f) || (b > 0xa0 && b !== 0xad);
  if (isSign(byte)) return String.fromCodePoint(byte);
  let before = 0;
  for (let b = 0; b < byte; b++) if (!isSign(b)) before += 1;
  return String.fromCodePoint(0x100 + before);
}

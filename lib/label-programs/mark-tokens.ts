import type { TokenText } from "@/lib/tokens/token-text";
import { fromHex } from "@/lib/tokens/token-text";
import { splitUtf8 } from "@/lib/tokens/utf8";
import { asWord } from "./parse-program";
import { Automaton } from "./pattern/automaton";
import { parsePattern } from "./pattern/parse-pattern";
import type { Expression } from "./program";

/** What a program says of each token of a text: 1 for yes. The first token, which begins every text, is never marked. (T) */
export type Marker = (tokenIds: ArrayLike<number>) => Uint8Array;

type Column = (text: MarkedText) => Uint8Array;

/**
 * Makes a program ready to be asked. Each of its parts is answered for all tokens of a text at once, from the first to the
 * last, so that what it takes is parts times tokens, and for patterns their states times characters.
 */
export function markerOf(program: Expression, tokenOf: (id: number) => TokenText): Marker {
  const texts = new TokenTexts(tokenOf);
  const column = columnOf(program);
  return (tokenIds) => {
    const marked = column(new MarkedText(tokenIds, texts));
    if (marked.length > 0) marked[0] = 0;
    return marked;
  };
}

const replacement = 0xfffd;

/** What is known of a vocabulary's tokens, each looked up once. */
class TokenTexts {
  private readonly codePoints = new Map<number, Uint32Array>();
  private readonly texts = new Map<number, TokenText>();

  constructor(private readonly tokenOf: (id: number) => TokenText) {}

  of(id: number): TokenText {
    const known = this.texts.get(id) ?? this.tokenOf(id);
    this.texts.set(id, known);
    return known;
  }

  codePointsOf(id: number): Uint32Array {
    const known = this.codePoints.get(id) ?? codePoints(this.of(id).text);
    this.codePoints.set(id, known);
    return known;
  }
}

/** A text that is being marked. */
class MarkedText {
  readonly length: number;
  private ends: Uint32Array[] | undefined;

  constructor(
    readonly tokenIds: ArrayLike<number>,
    readonly texts: TokenTexts,
  ) {
    this.length = tokenIds.length;
  }

  /** The characters that end in each token; of one of which several have parts, in the last. */
  get characters(): readonly Uint32Array[] {
    this.ends ??= this.readCharacters();
    return this.ends;
  }

  private readCharacters(): Uint32Array[] {
    const { tokenIds, texts, length } = this;
    const ends: Uint32Array[] = [];
    for (let t = 0; t < length; ) {
      const partial: Uint8Array[] = [];
      for (let end = t; end < length; end++) {
        const { bytes } = texts.of(tokenIds[end] ?? -1);
        if (bytes === undefined) break;
        partial.push(fromHex(bytes));
      }
      if (partial.length === 0) ends.push(texts.codePointsOf(tokenIds[t++] ?? -1));
      else ends.push(...charactersOfRun(partial));
      t = ends.length;
    }
    return ends;
  }
}

/** Of neighbours that are all parts of characters. */
function charactersOfRun(partial: readonly Uint8Array[]): Uint32Array[] {
  const bytes = Uint8Array.from(partial.flatMap((each) => [...each]));
  const pieces = splitUtf8(bytes).map(({ start, length, character }) => ({
    last: start + length - 1,
    codePoint: character?.codePointAt(0) ?? replacement,
  }));
  let [end, next] = [0, 0];
  return partial.map((each) => {
    end += each.length;
    const own: number[] = [];
    for (let piece = pieces[next]; piece && piece.last < end; piece = pieces[++next])
      own.push(piece.codePoint);
    return Uint32Array.from(own);
  });
}

function codePoints(text: string): Uint32Array {
  return Uint32Array.from(text, (character) => character.codePointAt(0) ?? replacement);
}

function columnOf(expression: Expression): Column {
  switch (expression.is) {
    case "and":
    case "or":
      return joined(expression.of.map(columnOf), expression.is === "and");
    case "not": {
      const of = columnOf(expression.of);
      return (text) => of(text).map((holds) => 1 - holds);
    }
    case "before":
      return before(columnOf(expression.of), expression.from, expression.to);
    case "followed":
      return followed(columnOf(expression.by));
    case "token": {
      const texts = new Set(expression.texts);
      return byToken((text) => texts.has(text));
    }
    case "word": {
      const words = new Set(expression.words);
      return byToken((text) => words.has(asWord(text)));
    }
    case "token-matches": {
      const automaton = automatonOf(expression);
      return byToken((text) => {
        const reading = automaton.begin();
        // A match may end anywhere: only the end of the token is the end that `$` asks for.
        const points = codePoints(text);
        for (const point of points) {
          reading.read(point);
          if (reading.isFoundWithin) return true;
        }
        return reading.isFound;
      });
    }
    case "text-matches":
      return endsInMatch(automatonOf(expression));
    case "position": {
      const { from, to } = expression;
      return (text) => columnBy(text, (t) => t >= from && (to === null || t <= to));
    }
    case "repeats":
      return repeats(expression.tokens, expression.within);
  }
}

function automatonOf({ pattern, anyCase }: { pattern: string; anyCase: boolean }): Automaton {
  return new Automaton(parsePattern(pattern), anyCase);
}

/** What holds at a place, but nothing at the token that begins every text. */
function columnBy({ length }: MarkedText, holds: (t: number) => boolean): Uint8Array {
  const column = new Uint8Array(length);
  for (let t = 1; t < length; t++) column[t] = holds(t) ? 1 : 0;
  return column;
}

/** What is to be said of a token by its text alone; a token that is a part of a character has none. */
function byToken(holds: (text: string) => boolean): Column {
  const known = new Map<number, boolean>();
  return (text) =>
    columnBy(text, (t) => {
      const id = text.tokenIds[t] ?? -1;
      const before = known.get(id);
      if (before !== undefined) return before;
      const token = text.texts.of(id);
      const answer = token.bytes === undefined && holds(token.text);
      known.set(id, answer);
      return answer;
    });
}

function joined(columns: readonly Column[], isAnd: boolean): Column {
  return (text) => {
    const result = new Uint8Array(text.length).fill(isAnd ? 1 : 0);
    for (const column of columns) {
      const one = column(text);
      for (let t = 0; t < result.length; t++) if ((one[t] === 1) !== isAnd) result[t] = isAnd ? 0 : 1;
    }
    return result;
  };
}

/** At one of the tokens from `from` to `to` before; the token that begins every text is none of them. */
function before(of: Column, from: number, to: number | null): Column {
  return (text) => {
    const inner = of(text);
    let last = 0;
    return columnBy(text, (t) => {
      const newest = t - from;
      if (newest >= 1 && inner[newest] === 1) last = newest;
      return last > 0 && (to === null || t - last <= to);
    });
  };
}

function followed(by: Column): Column {
  return (text) => {
    const inner = by(text);
    const seen = new Set<number>();
    return columnBy(text, (t) => {
      if (t > 1 && inner[t] === 1) seen.add(text.tokenIds[t - 1] ?? -1);
      return seen.has(text.tokenIds[t] ?? -1);
    });
  };
}

function endsInMatch(automaton: Automaton): Column {
  return (text) => {
    const reading = automaton.begin();
    const { characters } = text;
    return columnBy(text, (t) => {
      const own = characters[t] ?? [];
      for (const point of own) reading.read(point);
      // No character ends in a token that is only the first part of one.
      return own.length > 0 && reading.isFound;
    });
  };
}

/** Whether the last `tokens` tokens stood before in the same order, without the token that begins every text. */
function repeats(tokens: number, within: number | null): Column {
  return (text) => {
    const lastAt = new Map<string, number>();
    return columnBy(text, (t) => {
      if (t < tokens) return false;
      const key = Array.from({ length: tokens }, (_, i) => text.tokenIds[t - i]).join(" ");
      const last = lastAt.get(key);
      lastAt.set(key, t);
      return last !== undefined && (within === null || t - last <= within);
    });
  };
}

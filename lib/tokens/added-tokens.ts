/** An added token as its file has it; what is left out is false, but `normalized`, which is whatever `special` is not. */
export interface AddedToken {
  id: number;
  content: string;
  single_word?: boolean | undefined;
  lstrip?: boolean | undefined;
  rstrip?: boolean | undefined;
  special?: boolean | undefined;
  normalized?: boolean | undefined;
}

/** A part of a text: an added token by its id, or text between them. */
export type TextPart = { id: number } | { text: string };

/** What the reference calls `\w`: part of a word on either side of a token that must be a word by itself. */
const wordBefore = /[\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\p{Join_Control}]$/u;
const wordAfter = /^[\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\p{Join_Control}]/u;
const spaceBefore = /\p{White_Space}$/u;
const spaceAfter = /^\p{White_Space}/u;

/**
 * Finds the added tokens of a text as the reference does (huggingface/tokenizers, added_vocabulary.rs): first those that are
 * not normalised, then in what is left, normalised, the others; of each from the left the longest that begins there; one that must stand
 * alone (`single_word`) counts only between characters that are part of no word, and what it covers is then text; and the
 * white space beside one that strips it is its own.
 */
export function addedTokenSplitter(
  added: readonly AddedToken[],
  normalize: (text: string) => string = (text) => text,
): (text: string) => TextPart[] {
  const isNormalized = ({ normalized, special = false }: AddedToken) => normalized ?? !special;
  const first = new Finder(added.filter((token) => !isNormalized(token)));
  const then = new Finder(
    added.filter(isNormalized).map((token) => ({ ...token, content: normalize(token.content) })),
  );
  return (text) =>
    first
      .split(text)
      .flatMap((part): TextPart[] => ("text" in part ? then.split(normalize(part.text)) : [part]));
}

interface Branch {
  next: Map<string, Branch>;
  token: AddedToken | undefined;
}

class Finder {
  private readonly root: Branch = { next: new Map(), token: undefined };

  constructor(added: readonly AddedToken[]) {
    for (const token of added) {
      let branch = this.root;
      for (const unit of token.content.split("")) {
        let next = branch.next.get(unit);
        if (!next) {
          next = { next: new Map(), token: undefined };
          branch.next.set(unit, next);
        }
        branch = next;
      }
      branch.token = token;
    }
  }

  split(text: string): TextPart[] {
    if (this.root.next.size === 0) return [{ text }];
    const parts: TextPart[] = [];
    let taken = 0;
    for (let at = 0; at < text.length; ) {
      const token = this.longestAt(text, at);
      if (!token) {
        at += 1;
        continue;
      }
      let [start, end] = [at, at + token.content.length];
      at = end;
      if (start < taken || (token.single_word && !standsAlone(text, start, end))) continue;
      if (token.lstrip) while (start > taken && spaceBefore.test(text.slice(start - 1, start))) start -= 1;
      if (token.rstrip) while (end < text.length && spaceAfter.test(text.slice(end, end + 1))) end += 1;
      if (start > taken) parts.push({ text: text.slice(taken, start) });
      parts.push({ id: token.id });
      taken = end;
    }
    if (taken < text.length) parts.push({ text: text.slice(taken) });
    return parts;
  }

  private longestAt(text: string, at: number): AddedToken | undefined {
    let branch: Branch | undefined = this.root;
    let longest: AddedToken | undefined;
    for (let i = at; branch && i < text.length; i++) {
      branch = branch.next.get(text.charAt(i));
      longest = branch?.token ?? longest;
    }
    return longest;
  }
}

function standsAlone(text: string, start: number, end: number): boolean {
  // Two units, for a character beyond U+FFFF.
  return (
    !wordBefore.test(text.slice(Math.max(0, start - 2), start)) && !wordAfter.test(text.slice(end, end + 2))
  );
}

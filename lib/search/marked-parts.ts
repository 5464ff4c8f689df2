import type { FoundPart } from "./view";

/*
 * ts_headline puts a mark before and after what it found. Ours are two characters that nobody's text can have: what is searched
 * has none (`unmarked`), so a text cannot make itself look found, and since only pieces of text come out, no markup either.
 */
export const startMark = "\ue000";
export const endMark = "\ue001";

/** For ts_headline's options: the whole text, with marks. */
export const wholeMarked = `HighlightAll=true, StartSel=${startMark}, StopSel=${endMark}`;
/** Up to two pieces of a text that hold what was found. */
export const piecesMarked = `MaxFragments=2, MaxWords=28, MinWords=12, FragmentDelimiter=" … ", StartSel=${startMark}, StopSel=${endMark}`;

export function unmarked(text: string): string {
  return text.replaceAll(/[\ue000\ue001]/g, "\ufffd");
}

/** The pieces of a text with marks in it, in their order. */
export function partsOf(marked: string): FoundPart[] {
  return marked
    .split(startMark)
    .flatMap((piece, n) => {
      if (n === 0) return [{ text: piece, isMatch: false }];
      const [match = "", ...rest] = piece.split(endMark);
      return [
        { text: match, isMatch: true },
        { text: rest.join(""), isMatch: false },
      ];
    })
    .filter(({ text }) => text !== "");
}

/** A text in which the first of some words is marked, for what ts_headline takes for one long word. */
export function markFirst(parts: FoundPart[], words: readonly string[]): FoundPart[] {
  if (parts.some(({ isMatch }) => isMatch)) return parts;
  const text = parts.map((part) => part.text).join("");
  const lower = text.toLowerCase();
  // Where a letter has another length in lower case, places in one text are not places in the other.
  if (lower.length !== text.length) return parts;
  for (const word of words) {
    const at = lower.indexOf(word);
    if (at < 0) continue;
    const end = at + word.length;
    return [
      { text: text.slice(0, at), isMatch: false },
      { text: text.slice(at, end), isMatch: true },
      { text: text.slice(end), isMatch: false },
    ].filter((part) => part.text !== "");
  }
  return parts;
}

/** A stretch of a document that fits the model's context. */
export interface Window {
  /** Which of its document's windows it is, from 0. */
  part: number;
  /** With the beginning-of-text token in front. */
  tokenIds: number[];
}

/** Windows shorter than this say little; a document's last one joins none and is left out, unless it is its only one. */
const minTokens = 8;

/**
 * Cuts a document's tokens (the beginning-of-text token in front) into windows of at most `contextLength`, each with that
 * token in front, as every text of a run has it.
 */
export function cutWindows(tokenIds: readonly number[], contextLength: number): Window[] {
  const [first, ...rest] = tokenIds;
  if (first === undefined) return [];
  const width = contextLength - 1;
  const windows: Window[] = [];
  for (let start = 0; start < rest.length; start += width) {
    const piece = rest.slice(start, start + width);
    if (start === 0 || piece.length >= Math.min(minTokens, width))
      windows.push({ part: windows.length, tokenIds: [first, ...piece] });
  }
  return windows;
}

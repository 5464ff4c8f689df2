/**
 * A label as alike ones are told: without capitals, width, punctuation and more than one space. Two that differ
 * in nothing else say the same.
 */
export function normalWording(text: string): string {
  const plain = text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\p{P}\p{S}\p{Z}\s]+/gu, " ")
    .trim();
  return [...plain].slice(0, 240).join("").trim();
}

/** A label as it is stored: no line breaks, no space around it or twice within it. */
export function tidyLabel(text: string): string {
  return text.normalize("NFC").replace(/\s+/gu, " ").trim();
}

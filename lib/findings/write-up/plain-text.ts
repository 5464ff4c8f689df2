import type { WriteUp } from "./write-up";

/** Elements after which another line begins. */
const blocks = new Set([
  "p",
  "h1",
  "h2",
  "h3",
  "h4",
  "h5",
  "h6",
  "li",
  "pre",
  "blockquote",
  "tr",
  "br",
  "hr",
]);

/** What a write-up says, as text alone and at most so many characters of it. */
export function plainText(writeUp: WriteUp, maxLength: number): string {
  let text = "";
  const add = (parts: WriteUp): void => {
    for (const part of parts) {
      if (text.length >= maxLength) return;
      if (typeof part === "string") text += part;
      else {
        add(part.children);
        if (blocks.has(part.tag)) text += " ";
      }
    }
  };
  add(writeUp);
  return text.slice(0, maxLength).toWellFormed().replaceAll(/\s+/g, " ").trim();
}

import type { WriteUpElement } from "./write-up";

/** What a list has room for. */
const maxLength = 240;
/** Enough to hold any sentence that is shown whole. */
const readLength = 2_000;

const sentences = new Intl.Segmenter("en", { granularity: "sentence" });

/** The first sentence of a paragraph, as text alone; cut where it is longer than a list has room for. Empty of what says nothing. */
export function firstSentence(paragraph: WriteUpElement): string {
  const text = textOf(paragraph).slice(0, readLength).toWellFormed().replaceAll(/\s+/g, " ").trim();
  const [first] = sentences.segment(text);
  const sentence = first?.segment.trim() ?? "";
  const characters = [...sentence];
  return characters.length <= maxLength ? sentence : `${characters.slice(0, maxLength - 1).join("")}\u2026`;
}

function textOf({ tag, children }: WriteUpElement): string {
  if (tag === "br") return " ";
  return children.map((child) => (typeof child === "string" ? child : textOf(child))).join("");
}

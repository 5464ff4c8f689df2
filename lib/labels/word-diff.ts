import { diffWordsWithSpace } from "diff";

export interface DiffPart {
  text: string;
  is: "same" | "added" | "removed";
}

/** Texts with more words changed are told as one that went and one that came: what it takes to compare them grows with its square. */
const maxEditLength = 400;

/** What a text says beside an earlier one, word by word. */
export function wordDiff(before: string, after: string): DiffPart[] {
  const parts = diffWordsWithSpace(before, after, { maxEditLength });
  if (!parts) return whole(before, after).filter(({ text }) => text !== "");
  return parts.map(({ value, added, removed }) => ({
    text: value,
    is: added ? "added" : removed ? "removed" : "same",
  }));
}

function whole(before: string, after: string): DiffPart[] {
  return [
    { text: before, is: "removed" },
    { text: after, is: "added" },
  ];
}

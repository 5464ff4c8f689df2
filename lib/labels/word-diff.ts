import { diffWordsWithSpace } from "diff";

export interface DiffPart {
  text: string;
  is: "same" | "added" | "removed";
}

/** What a text says beside an earlier one, word by word. */
export function wordDiff(before: string, after: string): DiffPart[] {
  return diffWordsWithSpace(before, after).map(({ value, added, removed }) => ({
    text: value,
    is: added ? "added" : removed ? "removed" : "same",
  }));
}

import type { LabelSide, VoteReason } from "@/lib/labels/label-words";

interface SideWords {
  title: string;
  /** What a label of this side answers. */
  asks: string;
  example: string;
}

export const sideWords: Readonly<Record<LabelSide, SideWords>> = {
  input: {
    title: "What makes it fire",
    asks: "Say in a few words what stands in a text where it fires, so that somebody else could tell by it alone.",
    example: "such as: a girl’s name after “and”",
  },
  output: {
    title: "What it makes the model say",
    asks: "Say in a few words what the model says more, or less, because of it.",
    example: "such as: the name that was not repeated",
  },
};

export const reasonWords: Readonly<Record<VoteReason, string>> = {
  tooBroad: "too broad",
  tooNarrow: "too narrow",
  otherSide: "says the other side",
  wrong: "wrong",
  unreadable: "unreadable",
  other: "something else",
};

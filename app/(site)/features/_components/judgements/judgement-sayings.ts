import type { FeatureFamily, JudgementContent } from "@/lib/judgements/judgement-words";

/** Families as one chooses them, each with what is meant. */
export const familyNames: Readonly<Record<FeatureFamily, string>> = {
  induction: "induction: continues what came before",
  localContext: "local context: a few tokens nearby",
  highLevelContext: "high-level context: what the text is about",
  positional: "positional: the place in the text",
  nameMover: "name mover: copies a name",
  duplicateToken: "duplicate token: stood before",
  suppression: "suppression: holds something back",
  alwaysOn: "always on",
  dead: "dead",
  unclear: "unclear",
};

export const interpretableEnds = ["0, no idea what it does", "4, I could say where it fires"] as const;
export const confidenceEnds = ["0, guessing", "4, certain"] as const;

/** A judgement in a line. */
export function sayingOf({ interpretable, family, hasOneMeaning, confidence }: JudgementContent): string {
  const [name = family] = familyNames[family].split(":");
  const meanings = hasOneMeaning ? "one meaning" : "several meanings";
  return `${name}, interpretable ${interpretable} of 4, ${meanings}, confidence ${confidence} of 4`;
}

import type { FlagReason, SkipReason } from "@/lib/label-queue/queue-words";

export const markWords: Readonly<Record<SkipReason | FlagReason, string>> = {
  notNow: "Not now",
  cannotTell: "I cannot tell what it is",
  severalMeanings: "It means several things",
  tooFewTexts: "Too few texts to tell by",
  offensive: "A label is offensive",
  personalData: "A text has somebody's personal data",
  brokenTexts: "Its texts or numbers look wrong",
  spam: "A label is spam",
  other: "Something else",
};

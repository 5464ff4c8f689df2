import type { FoundKind } from "./view";

/** What the kinds of things that are found are called. No schemas, so that a script may carry it. */
export const foundKindWords: Record<FoundKind, string> = {
  findings: "Findings",
  features: "Features",
  people: "People",
  models: "Models",
  pages: "Pages",
};

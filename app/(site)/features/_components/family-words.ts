import type { FeatureEvidenceView } from "@/lib/features/view";

/** What makes a feature one of many alike, in words. */
export const familyWords: Readonly<Record<FeatureEvidenceView["families"][number], string>> = {
  dead: "It never fired in all that was read",
  "always-on": "It fires on nearly every token, whatever stands there",
  positional: "It fires by the place in the text rather than by what stands there",
  duplicate: "Others read and write the same",
};

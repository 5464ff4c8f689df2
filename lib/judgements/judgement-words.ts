/*
 * The words of judgements, for everybody: the form knows them without the schemas.
 */

/** What kind of feature somebody takes it for: those of Kissane et al. (arXiv 2406.17759, section 3), and some beside. */
export const featureFamilies = [
  "induction",
  "localContext",
  "highLevelContext",
  "positional",
  "nameMover",
  "duplicateToken",
  "suppression",
  "alwaysOn",
  "dead",
  "unclear",
] as const;
export type FeatureFamily = (typeof featureFamilies)[number];

/** Of how interpretable a feature is, and of how sure one is of what one says. */
export const maxGrade = 4;
export const grades = [0, 1, 2, 3, 4] as const;

/** What somebody makes of a feature. */
export interface JudgementContent {
  /** 0 to 4: from "no idea what it does" to "I could say where it fires". */
  interpretable: number;
  family: FeatureFamily;
  /** One meaning, or several that have nothing to do with each other. */
  hasOneMeaning: boolean;
  /** 0 to 4: from guessing to certain. */
  confidence: number;
}

/*
 * The words and bounds of labels, for everybody: the browser's forms know them without the schemas (label-schemas.ts), which come
 * with the first answer.
 */

/** What a label is of: what makes a feature fire, or what it makes the model say. */
export const labelSides = ["input", "output"] as const;
export type LabelSide = (typeof labelSides)[number];

/** What kind of author proposed a label. */
export const labelSources = ["person", "program", "import"] as const;
export type LabelSource = (typeof labelSources)[number];

/** In characters. */
export const labelLengths = { min: 3, max: 120 };
export const maxRationale = 2_000;
export const maxVoteWords = 400;
/** Of each that a label may name as showing it. */
export const maxPinned = { examples: 12, circuits: 8 };

/** Why somebody votes against a label. */
export const voteReasons = ["tooBroad", "tooNarrow", "otherSide", "wrong", "unreadable", "other"] as const;
export type VoteReason = (typeof voteReasons)[number];

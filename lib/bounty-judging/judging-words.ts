/*
 * The words and bounds of judging, for everybody: forms know them without the schemas.
 */

/** A criterion is scored from 0 to this: the table's own check, too. */
export const maxPoints = 10;
export const maxScoreReasonLength = 1_000;
export const minScoreReasonLength = 3;
export const maxConflictLength = 1_000;
export const maxRemarkLength = 4_000;
export const maxRulingLength = 1_000;
export const maxAppealLength = 4_000;
export const maxAnswerLength = 4_000;
export const maxAwardWordsLength = 4_000;
export const maxCorrectionLength = 4_000;

/** How the ranking breaks ties, as its page says it. */
export const tieRule =
  "At equal scores, the one with the higher mean in the criterion that weighs most ranks first, then in the next; at equal means in all, the one that was committed to first.";

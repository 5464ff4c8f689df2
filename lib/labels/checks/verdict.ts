import type { BlindEstimate } from "./estimate";
import type { ContinuationEstimate } from "./estimate-continuations";

/*
 * When blind answers bear a label out. The marks are set by hand and not calibrated yet: a mean of sensitivity and specificity of 0.75
 * is half way from guessing to knowing; 24 answers are two whole hands, with which an honest label of 0.95 passes and guessing does
 * once in some thousand.
 */
export const minAnswers = 24;
export const minRaters = 2;
export const minBalanced = 0.75;
/** Of near misses, the share that has to be told: a label that is too broad fails here. */
export const minNearShare = 0.5;

/** What blind answers say of a label; null as long as there are too few, or they leave it open. */
export type Verdict = "holds" | "fails" | null;

export function verdictOf({ answers, raters, near, balanced }: BlindEstimate): Verdict {
  if (answers < minAnswers || raters < minRaters || !balanced) return null;
  if (balanced.high < minBalanced) return "fails";
  const tellsNear = near.of === 0 || near.no >= minNearShare * near.of;
  return balanced.low >= minBalanced && tellsNear ? "holds" : null;
}

/** Whether there are too few answers for a verdict, whatever they are. */
export function lacksAnswers(estimate: BlindEstimate | null): boolean {
  return !estimate || estimate.answers < minAnswers || estimate.raters < minRaters;
}

/** What is missing until a label can be supported, in a sentence. */
export function missingAnswers(estimate: BlindEstimate | null): string {
  const { answers = 0, raters = 0 } = estimate ?? {};
  const missing = missingCount(minAnswers - answers, minRaters - raters);
  if (missing) return missing;
  const near = estimate?.near ?? { no: 0, of: 0 };
  if (near.no < minNearShare * near.of)
    return `Near misses told apart: so far ${near.no} of ${near.of}, and half are needed.`;
  return `More blind answers: those so far leave open whether people tell by it where the feature fires.`;
}

/*
 * Of what a feature makes the model say, guessing among four has 0.25: 0.625 is half way from it to knowing. Of 20 answers, two whole hands, 16
 * are needed; guessing has that once in some two million.
 */
export const minContinuations = 20;
export const minRight = 0.625;

export function continuationVerdict({ answers, raters, share }: ContinuationEstimate): Verdict {
  if (answers < minContinuations || raters < minRaters || !share) return null;
  if (share.high < minRight) return "fails";
  return share.low >= minRight ? "holds" : null;
}

export function missingContinuations(estimate: ContinuationEstimate | null): string {
  const { answers = 0, raters = 0 } = estimate ?? {};
  return (
    missingCount(minContinuations - answers, minRaters - raters) ??
    "More blind answers: those so far leave open whether people tell by it what the feature raises."
  );
}

function missingCount(answers: number, people: number): string | null {
  const from = people > 0 ? ` from ${people === 1 ? "one person more" : `${people} people`}` : "";
  if (answers > 0) return `${answers} more blind ${answers === 1 ? "answer" : "answers"}${from}.`;
  return people > 0 ? `Blind answers${from}.` : null;
}

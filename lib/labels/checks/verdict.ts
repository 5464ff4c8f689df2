import type { BlindEstimate } from "./estimate";

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

/** What is missing until a label can be supported, in a sentence. */
export function missingAnswers(estimate: BlindEstimate | null): string {
  const { answers = 0, raters = 0 } = estimate ?? {};
  const more = Math.max(0, minAnswers - answers);
  const people = Math.max(0, minRaters - raters);
  if (more > 0 || people > 0) {
    const from = people > 0 ? ` from ${people === 1 ? "one person more" : `${people} people`}` : "";
    return more > 0
      ? `${more} more blind ${more === 1 ? "answer" : "answers"}${from}.`
      : `Blind answers${from}.`;
  }
  const near = estimate?.near ?? { no: 0, of: 0 };
  if (near.no < minNearShare * near.of)
    return `Near misses told apart: so far ${near.no} of ${near.of}, and half are needed.`;
  return `More blind answers: those so far leave open whether people tell by it where the feature fires.`;
}

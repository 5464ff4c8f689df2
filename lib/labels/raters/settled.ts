/**
 * From which probability on, of "yes" or of "no", what a label says of a text is settled, so that nobody more is asked. With it a made-up
 * crowd of honest people, spammers and adversaries takes 8 answers a text and errs on 1 in 100; the majority of 40 answers of the same
 * crowd errs on nearly 2 (settled.test.ts).
 */
export const settledFrom = 0.99;

export function isSettled(probability: number, mark = settledFrom): boolean {
  return Math.max(probability, 1 - probability) >= mark;
}

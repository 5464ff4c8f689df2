import { z } from "zod";
import { binomial, type Interval, intervalSchema } from "./estimate";
import type { Decoy } from "./stratum";

/** An answer to "which of these does the feature raise, by its label?". */
export interface ContinuationAnswer {
  /** The token that is right. */
  token: number;
  /** Of which feature the chosen one is; null where it is right. */
  chose: Decoy | null;
}

export const continuationEstimateSchema = z.object({
  answers: z.number().describe("How many were given, those who could not tell left out."),
  raters: z.number(),
  right: z.number(),
  tokens: z.number().describe("How many different right tokens were asked about."),
  choseTogether: z.number().describe("Wrong answers that name a token of a feature that fires with it."),
  share: intervalSchema.nullable().describe("Of answers, those that are right; guessing has a quarter."),
});
export type ContinuationEstimate = z.infer<typeof continuationEstimateSchema>;

/** How well people tell by a label what its feature raises: the share of right answers, with an interval as in estimate.ts. */
export function estimateContinuations(
  answers: readonly ContinuationAnswer[],
  raters: number,
): ContinuationEstimate {
  const right = answers.filter(({ chose }) => chose === null).length;
  const share: Interval | null = binomial(right, answers.length);
  return {
    ...{ answers: answers.length, raters, right, share },
    tokens: new Set(answers.map(({ token }) => token)).size,
    choseTogether: answers.filter(({ chose }) => chose?.as === "together").length,
  };
}

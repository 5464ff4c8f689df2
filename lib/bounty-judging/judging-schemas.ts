import { z } from "zod";
import { storableText } from "@/lib/db/storable-text";
import {
  maxAnswerLength,
  maxAppealLength,
  maxAwardWordsLength,
  maxConflictLength,
  maxCorrectionLength,
  maxPoints,
  maxRemarkLength,
  maxRulingLength,
  maxScoreReasonLength,
  minScoreReasonLength,
} from "./judging-words";

/** What comes from outside of judging. */

const said = (max: number, empty: string) =>
  storableText
    .trim()
    .min(3, empty)
    .max(max, `Use at most ${max.toLocaleString("en")} characters.`);

export const scoresSchema = z.object({
  scores: z
    .array(
      z.object({
        points: z
          .number()
          .int("Give whole points.")
          .min(0, `Give points from 0 to ${maxPoints}.`)
          .max(maxPoints, `Give points from 0 to ${maxPoints}.`),
        reason: storableText
          .trim()
          .min(minScoreReasonLength, "Say in a sentence why.")
          .max(maxScoreReasonLength, `Use at most ${maxScoreReasonLength.toLocaleString("en")} characters.`),
      }),
    )
    .min(1)
    .max(12)
    .describe("A criterion each, in the rubric's order.")
    .meta({ examples: [[{ points: 7, reason: "Each step follows from the one before." }]] }),
});
export type Scores = z.output<typeof scoresSchema>["scores"];

export const conflictSchema = z.object({ reason: said(maxConflictLength, "Say what the conflict is.") });

export const handleParams = z.object({
  slug: storableText
    .min(1)
    .max(60)
    .meta({ examples: ["attention-feature-circuits"] }),
  handle: storableText.min(1).max(60),
});

export const newJudgeSchema = z.object({
  handle: storableText.trim().toLowerCase().min(2).max(40),
});

export const remarkSchema = z.object({ body: said(maxRemarkLength, "Write something.") });

export const rulingSchema = z.object({
  isAside: z.boolean().describe("True where the entry does not rank, false where it does again."),
  reason: said(maxRulingLength, "Say why, for everybody."),
});

export const appealSchema = z.object({ body: said(maxAppealLength, "Say what is wrong with the ranking.") });
export const answerSchema = z.object({ answer: said(maxAnswerLength, "Say what comes of it.") });
export const replySchema = z.object({
  accepts: z.boolean().describe("Whether you take what your entry is offered. It is said once."),
});

export const rankingSchema = z.object({
  number: z
    .number()
    .int()
    .min(0)
    .describe("The newest result that you have looked at, 0 where there is none: no other is put aside."),
});
export const awardSchema = rankingSchema.extend({
  words: storableText
    .trim()
    .max(maxAwardWordsLength, `Use at most ${maxAwardWordsLength.toLocaleString("en")} characters.`)
    .default("")
    .describe("What you say of the award."),
});
export const correctionSchema = z.object({
  words: said(maxCorrectionLength, "Say what is corrected."),
});

export const resultParams = z.object({
  slug: handleParams.shape.slug,
  number: z.coerce
    .number<string>()
    .int()
    .min(1)
    .max(1e6)
    .meta({ examples: [1] }),
});

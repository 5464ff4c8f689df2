import { z } from "zod";
import { labelSide } from "@/lib/labels/label-schemas";

/** What pages and routes show of how labels score. Schemas alone, so that the browser's code may import them. */

/** Who says what a feature does: labels by the kind of their author, and the programs that some labels have beside their words. */
export const scoredAuthors = ["person", "import", "program", "labelProgram"] as const;
export type ScoredAuthor = (typeof scoredAuthors)[number];

/** Who is asked of texts by a label: people, or programs by a key. A label's own program is asked itself. */
export const answerers = ["people", "programs", "itself"] as const;
export type Answerer = (typeof answerers)[number];

const authorSchema = z
  .enum(scoredAuthors)
  .describe("The kind of a label's author; `labelProgram` is the program that a label has beside its words.");
const answererSchema = z
  .enum(answerers)
  .describe("Who answered by the label: people, programs by a key, or the label's own program.");

export const meanSchema = z.object({
  value: z.number(),
  low: z
    .number()
    .nullable()
    .describe("The ends of its 90% interval; null of fewer than twenty features, of which there is none."),
  high: z.number().nullable(),
});
export type Mean = z.infer<typeof meanSchema>;

export const authorScoreSchema = z.object({
  author: authorSchema,
  by: answererSchema,
  standing: z.number().describe("Labels that stand, checked or not."),
  checked: z.number().describe("Of these, those with enough answers for a score."),
  features: z.number().describe("Of how many features these are."),
  answers: z.number(),
  raters: z
    .number()
    .nullable()
    .describe("How many people answered, or whose keys; null of labels' programs."),
  mean: meanSchema.nullable().describe("The mean of the checked labels' scores; null where none is checked."),
  supported: z
    .number()
    .nullable()
    .describe("Labels that people's answers bear out; null where others answered."),
  refuted: z.number().nullable().describe("Labels by which people could not tell."),
});
export type AuthorScore = z.infer<typeof authorScoreSchema>;

const voiceSchema = z.object({ author: authorSchema, by: answererSchema });

export const scoredPairSchema = z.object({
  first: voiceSchema,
  second: voiceSchema,
  features: z.number().describe("Features of which both have a score."),
  difference: meanSchema
    .nullable()
    .describe(
      "The mean over these features of the first's score less the second's; null where there is none. The 90% is of the intervals of all differences together.",
    ),
});
export type ScoredPair = z.infer<typeof scoredPairSchema>;

export const sideScoresSchema = z.object({
  side: labelSide,
  measure: z
    .enum(["balanced", "right"])
    .describe("Balanced: the mean of sensitivity and specificity. Right: the share of right answers."),
  guessing: z.number().describe("What guessing has."),
  authors: z.array(authorScoreSchema),
  pairs: z.array(scoredPairSchema),
});
export type SideScores = z.infer<typeof sideScoresSchema>;

export const labelScoresSchema = z
  .object({
    sides: z.array(sideScoresSchema),
    comparisons: z
      .number()
      .describe(
        "Differences with an interval: that all of them hold is as certain as that one of a score does.",
      ),
    leftOut: z.object({
      takenBack: z.number().describe("Labels with answers that were taken back or are hidden."),
      earlierWordings: z.number().describe("Labels that were answered by a wording that they have no more."),
      beyond: z.number().describe("Checked labels beyond the number that is read, the oldest."),
      programs: z
        .number()
        .describe("Labels' programs that were checked and are beyond the number that is run."),
    }),
  })
  .meta({ id: "LabelScores" });
export type LabelScores = z.infer<typeof labelScoresSchema>;

import { z } from "zod";
import { experimentLimits } from "@/lib/experiment-format/limits";
import { sound } from "@/lib/family-format/sound-text";
import { holdings, maxConclusionLength } from "./holdings";

/** What members make experiments of. Schemas alone, so that forms may read them. */

/** Of one member. */
export const maxExperiments = 500;
/** Runs of the model over a prompt that one asks for here, each condition's and those without edits. */
export const maxExperimentRuns = 20_000;
/** The largest body with an experiment's file in it, however JSON writes it. */
export const experimentBodyBytes = 3 * experimentLimits.maxFileBytes;

export const newExperimentSchema = z.object({
  experiment: z
    .record(z.string(), z.unknown())
    .describe(
      "circuit-commons/experiment@1 (docs/formats.md). Its format, its family where `family` names it, and when its hypothesis was written, which is now then, may be left out.",
    ),
  family: z
    .object({ id: z.uuid(), version: z.int().min(1).max(1e9) })
    .nullable()
    .default(null)
    .describe(
      "The version of a family on this site that it is over; where it is null, the one that has the hash which the experiment names.",
    ),
  isPublic: z.boolean().default(false).describe("Whether everybody sees it; else its owner alone."),
  forkOf: z.uuid().nullable().default(null).describe("The experiment that it began as."),
});
export type NewExperiment = z.output<typeof newExperimentSchema>;

export const conclusionSchema = z.object({
  holds: z.enum(holdings).describe("Whether the hypothesis does."),
  text: sound(
    z
      .string()
      .trim()
      .min(1, "Say what the result shows.")
      .max(maxConclusionLength, `Use at most ${maxConclusionLength.toLocaleString("en")} characters.`),
  ),
});

export const experimentChangeSchema = z
  .object({
    isPublic: z.boolean().optional(),
    conclusion: conclusionSchema.nullable().optional().describe("Null takes it back."),
  })
  .refine(({ isPublic, conclusion }) => isPublic !== undefined || conclusion !== undefined, {
    message: "Say what changes.",
  });
export type ExperimentChange = z.output<typeof experimentChangeSchema>;

export const resultParams = z.object({ id: z.uuid(), number: z.coerce.number().int().min(1).max(1e9) });

import { z } from "zod";
import { computationProgressSchema, computationSchema } from "@/lib/computations/computation-view";
import { programScoreSchema } from "./program-score";

/** What pages and routes show of labels as programs. Schemas alone, so that the browser's code may import them. */

export const programScoreViewSchema = computationProgressSchema
  .extend({ id: z.uuid(), result: programScoreSchema.nullable().describe("Null until it is ready.") })
  .meta({ id: "ProgramScore" });
export type ProgramScoreView = z.infer<typeof programScoreViewSchema>;

/** The program of a label, and how it scores if somebody asked. */
export const labelProgramViewSchema = z.object({
  source: z.string().describe("In its one form."),
  score: computationSchema
    .pick({ status: true, failure: true })
    .extend({ id: z.uuid(), result: programScoreSchema.nullable() })
    .nullable()
    .describe("Null where nobody asked for it on the corpora that were read last."),
});
export type LabelProgramView = z.infer<typeof labelProgramViewSchema>;

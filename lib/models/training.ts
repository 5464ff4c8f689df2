import { z } from "zod";
import { dictionaryStepSchema } from "@/lib/circuit-format/processing";

/** What is said of the model that a dictionary was trained on: its name as the file has it, and how it was processed. */
const trainingSchema = z.object({
  model: z.string().nullable().default(null),
  processing: z.array(dictionaryStepSchema).default([]),
});
export type Training = z.infer<typeof trainingSchema>;

/** As it is stored; of a dictionary that an earlier release registered it is empty. */
export function parseTraining(stored: unknown): Training {
  return trainingSchema.parse(stored);
}

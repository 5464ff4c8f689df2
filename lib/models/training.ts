import { z } from "zod";
import {
  dictionaryStepSchema,
  modelWitnesses,
  nothingSaid,
  trainedTextsSchema,
} from "@/lib/circuit-format/processing";
import { nothingUnread, unreadOptionsSchema } from "@/lib/circuit-format/unread-options";

/** What is said of a dictionary's training: the model by its file's name, how it was processed, and on what texts. */
const trainingSchema = z.object({
  model: z.string().nullable().default(null),
  // Left out of one that an earlier release registered.
  modelToldBy: z.enum(modelWitnesses).nullable().optional(),
  processing: z.array(dictionaryStepSchema).default([]),
  featuresOnly: z.string().nullable().default(null),
  leavesOnly: z.string().nullable().default(null),
  skips: z.boolean().default(false),
  texts: trainedTextsSchema.default(nothingSaid),
  unread: unreadOptionsSchema.default(nothingUnread),
});
export type Training = z.infer<typeof trainingSchema>;

/** As it is stored; of a dictionary that an earlier release registered it is empty. */
export function parseTraining(stored: unknown): Training {
  return trainingSchema.parse(stored);
}

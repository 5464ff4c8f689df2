import { z } from "zod";
import { actReason, subjectKinds } from "@/lib/audit-log/act";
import { storableText } from "@/lib/db/storable-text";
import { instantSchema } from "@/lib/instant";

/** What an act or a report is about, as it is sent. */
export const subjectSchema = z.object({
  kind: z.enum(subjectKinds),
  id: storableText
    .min(1)
    .max(80)
    .describe("An id; of a person the handle, and of a feature `dictionaryId.index`."),
});

/** What a moderator does. */
export const newActSchema = z.object({
  kind: z.enum(["suspend", "lift", "hide", "show", "lock", "unlock"]),
  subject: subjectSchema,
  reason: actReason.describe("Why: the person concerned reads it."),
  until: instantSchema
    .nullable()
    .optional()
    .describe("Of a suspension, when it ends; null or left out where somebody has to lift it."),
});
export type NewAct = z.output<typeof newActSchema>;

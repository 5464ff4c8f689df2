import { z } from "zod";
import { actReason } from "@/lib/audit-log/act";
import { instantSchema } from "@/lib/instant";
import { importReportSchema } from "./import-report";

/** What pages and routes show of imports of labels. Schemas alone, so that the browser's code may import them. */

export const labelImportViewSchema = z
  .object({
    id: z.uuid(),
    fileName: z.string(),
    importer: z
      .object({ handle: z.string(), name: z.string().nullable() })
      .nullable()
      .describe("Null where the command brought it, or the account is gone."),
    report: importReportSchema.nullable().describe("Null where it was not taken to its end."),
    standing: z.number().describe("How many of its labels stand at present."),
    startedAt: instantSchema,
    finishedAt: instantSchema.nullable(),
    undoneAt: instantSchema.nullable(),
    undoReason: z.string().nullable(),
    takenBack: z.number().nullable().describe("How many were taken back when it was undone."),
  })
  .meta({ id: "LabelImport" });
export type LabelImportView = z.output<typeof labelImportViewSchema>;

export const importedLabelsSchema = importReportSchema.extend({
  id: z.uuid().nullable().describe("Of the import; null where it was only looked through."),
});

export const undoImportSchema = z.strictObject({ reason: actReason });
export const undoneImportSchema = z.object({ takenBack: z.number() });

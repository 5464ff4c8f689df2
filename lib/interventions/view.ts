import { z } from "zod";
import { editSchema } from "@/lib/circuit-format/edit";
import { computationProgressSchema } from "@/lib/computations/computation-view";
import { interventionResultSchema } from "./intervention";

/** What pages and routes show of an intervention. Schemas alone, so that the browser's code may import them. */

export const interventionViewSchema = computationProgressSchema
  .extend({
    id: z.uuid(),
    edits: z
      .array(editSchema)
      .describe("As they are kept: in the order of the model, without what changes nothing."),
    frozen: z.boolean(),
    result: interventionResultSchema.nullable().describe("Null until it is ready."),
  })
  .meta({ id: "Intervention" });
export type InterventionView = z.infer<typeof interventionViewSchema>;

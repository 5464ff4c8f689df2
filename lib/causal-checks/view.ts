import { z } from "zod";
import { computationProgressSchema } from "@/lib/computations/computation-view";
import { instantSchema } from "@/lib/instant";
import { causalCheckSchema } from "./causal-check";

/** What pages and routes show of a causal check. Schemas alone, so that the browser's code may import them. */

export const causalCheckViewSchema = computationProgressSchema
  .extend({
    id: z.uuid(),
    frozen: z.boolean(),
    computedAt: instantSchema.nullable(),
    result: causalCheckSchema.nullable().describe("Null until it is ready."),
  })
  .meta({ id: "CausalCheck" });
export type CausalCheckView = z.infer<typeof causalCheckViewSchema>;

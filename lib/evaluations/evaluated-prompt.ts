import { z } from "zod";
import { ablations } from "@/lib/evidence-format/evaluation";

/** What one prompt's part is kept as: the metric without edits, and under each set of the plan, in its order. */
export const evaluatedPromptSchema = z.object({
  whole: z.number().nullable(),
  byAblation: z.array(z.object({ ablation: z.enum(ablations), values: z.array(z.number().nullable()) })),
});

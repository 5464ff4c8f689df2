import { z } from "zod";
import { modes } from "@/lib/circuit-format/kinds";
import { pageSchema } from "@/lib/paging/page";
import { tokenViewSchema } from "@/lib/runs/view";

export const alikeCircuitSchema = z.object({
  circuitId: z.uuid(),
  runId: z.uuid(),
  target: z.string(),
  mode: z.enum(modes),
  text: z.string(),
  tokens: z.array(tokenViewSchema),
  score: z
    .number()
    .describe(
      "Of the influence that passes through features of either circuit, the share that passes through the same in both, wherever they stand: 0 to 1.",
    ),
  sharedFeatures: z.number().describe("How many features both have."),
  title: z.string().nullable().describe("Of the last finding that was published about it."),
  findingId: z.uuid().nullable(),
});
export type AlikeCircuit = z.infer<typeof alikeCircuitSchema>;

export const alikeCircuitsSchema = pageSchema(alikeCircuitSchema);

import { z } from "zod";

/** An RFC 9457 problem: what every refusal is answered with. */
export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string().describe("The sentence for the reader: what happened and what to do."),
    status: z.number().int(),
    code: z.string(),
    requestId: z.string(),
    fields: z
      .record(z.string(), z.string())
      .optional()
      .describe("The fields that were wrong, by dotted path, each with what to change."),
  })
  .meta({ id: "Problem" });

export type Problem = z.infer<typeof problemSchema>;

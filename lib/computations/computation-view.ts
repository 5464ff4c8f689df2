import { z } from "zod";

/** How far something is that a worker computes. Schemas alone, so that the browser's code may import them. */
export const computationSchema = z.object({
  status: z.enum(["computing", "ready", "failed"]),
  progress: z.number().describe("0 to 1."),
  stage: z.string().nullable().describe("What the worker is doing, for the reader."),
  failure: z.string().nullable().describe("Why it failed, for the reader."),
});
export type Computation = z.infer<typeof computationSchema>;

/** The same for a reader who waits. */
export const computationProgressSchema = computationSchema
  .extend({
    queue: z
      .object({ ahead: z.number(), workers: z.number() })
      .describe(
        "`ahead`: jobs begun or waiting before this one; `workers`: how many are alive that take such jobs.",
      ),
    canCancel: z.boolean().describe("Whether this reader may stop it."),
  })
  .meta({ id: "ComputationProgress" });
export type ComputationProgress = z.infer<typeof computationProgressSchema>;

/** What one who stops a computation is told. */
export const cancelledSchema = z.object({
  cancelled: z.boolean().describe("False where there was nothing to stop any more."),
});

/** What one who has a computation begun again is told. */
export const retriedSchema = z.object({ id: z.uuid() });

import { z } from "zod";

/** What pages and routes show of a circuit that is traced again in another text. Schemas alone, for the browser too. */

export const retraceOfferSchema = z.object({
  target: z.string(),
  says: z.string().describe("The target in words."),
  because: z.string().describe("Why it is offered, in a few words."),
});
export type RetraceOffer = z.infer<typeof retraceOfferSchema>;

export const retraceViewSchema = z
  .object({
    circuitId: z.uuid().describe("The circuit that is traced again."),
    runId: z.uuid().describe("The run of the new text."),
    text: z.string().describe("The new text."),
    standing: z.discriminatedUnion("is", [
      z
        .object({ is: z.literal("running") })
        .describe("The text is being run; the circuit follows by itself."),
      z
        .object({ is: z.literal("failed"), message: z.string() })
        .describe("The run failed, or the circuit was refused."),
      z
        .object({ is: z.literal("choose"), message: z.string(), offers: z.array(retraceOfferSchema) })
        .describe(
          "Which target of the new text plays the same part is for the reader to say; `POST circuits` traces it.",
        ),
      z
        .object({ is: z.literal("unasked"), target: z.string() })
        .describe("The same target is there; ask again to trace it."),
      z
        .object({ is: z.literal("traced"), target: z.string(), newCircuitId: z.uuid() })
        .describe("Its circuit, ready or being computed."),
    ]),
  })
  .meta({ id: "Retrace" });
export type RetraceView = z.infer<typeof retraceViewSchema>;
export type RetraceStanding = RetraceView["standing"];

import { z } from "zod";
import { instantSchema } from "@/lib/instant";
import { judgementContent } from "./judgement-schemas";

/** What pages and routes show of judgements. */

export const alphaSchema = z.object({
  value: z.number().describe("Krippendorff's alpha: 1 is full agreement, 0 what chance brings about."),
  low: z.number().nullable().describe("Of its 90% interval; null where there are too few features."),
  high: z.number().nullable(),
});

/** By question; null where nothing can be said: nobody shares a feature, or all say one thing of all of them. */
export const agreementSchema = z.object({
  features: z.number().describe("That at least two people judged blind, and that are counted."),
  people: z.number(),
  interpretable: alphaSchema.nullable(),
  family: alphaSchema.nullable(),
  hasOneMeaning: alphaSchema.nullable(),
  confidence: alphaSchema.nullable(),
});
export type Agreement = z.infer<typeof agreementSchema>;

export const featureJudgementsSchema = z
  .object({
    people: z.number().describe("How many have judged it."),
    own: judgementContent.extend({ first: judgementContent }).nullable(),
    others: z
      .array(
        judgementContent.extend({
          id: z.uuid(),
          judge: z
            .object({ handle: z.string(), name: z.string().nullable() })
            .nullable()
            .describe("Null where the account is gone."),
          first: judgementContent.describe("What they said before they were shown what others say."),
          updatedAt: instantSchema,
        }),
      )
      .nullable()
      .describe("The latest 50; null for who has not judged the feature themselves."),
    agreement: agreementSchema
      .nullable()
      .describe("Of first judgements of this feature, against the chance of its set's; null as `others`."),
    setAgreement: agreementSchema
      .nullable()
      .describe("Of all features of its set, with intervals, half a minute old at most; null as `others`."),
  })
  .meta({ id: "FeatureJudgements" });
export type FeatureJudgements = z.infer<typeof featureJudgementsSchema>;

import { z } from "zod";
import { bandCount } from "@/lib/evidence-format/strata";
import { readExampleReference } from "@/lib/features/example-reference";
import { addressOf, featureParams } from "@/lib/features/feature-params";
import { getFeature } from "@/lib/features/get-feature";
import { exampleLengths, featureViewSchema } from "@/lib/features/view";
import { json } from "@/lib/http/answer";
import { route } from "@/lib/http/route";

export const GET = route({
  summary: "What corpora showed of a feature: where it fires, on what, what it writes, and what is like it.",
  access: "anyone",
  params: featureParams,
  query: z.object({
    band: z.coerce
      .number()
      .int()
      .min(0)
      .max(bandCount - 1)
      .optional()
      .describe("Examples from this band of activations. The strongest by default."),
    length: z.enum(exampleLengths).optional().describe("How much of each example. `narrow` by default."),
    example: z
      .string()
      .refine(
        (text) => readExampleReference(text) !== null,
        "An example is named by its index, its window and its position, with dots between.",
      )
      .optional()
      .describe(
        "One example more, by its name: index.window.position, as `corpora` and `examples` have them.",
      ),
    limit: z.coerce.number().int().min(0).max(200).optional().describe("How many examples. 20 by default."),
  }),
  problems: ["not-found"],
  answer: json(featureViewSchema),
  handle: ({ params, query: { band, length = "narrow", limit = 20, example } }) => {
    const named = (example !== undefined && readExampleReference(example)) || undefined;
    return getFeature(addressOf(params), { band, length, limit, named });
  },
});

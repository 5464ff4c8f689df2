import { z } from "zod";
import { json } from "@/lib/http/answer";
import { idParams, route } from "@/lib/http/route";
import { specificFeaturesSchema } from "@/lib/search/activation-view";
import { maxChosen } from "@/lib/search/find-by-activation";
import { getSpecificFeatures } from "@/lib/search/get-specific-features";

const position = z
  .string()
  .regex(/^\d{1,6}$/, "A position is a number, from 0.")
  .meta({ examples: ["3"] })
  .transform(Number);

export const GET = route({
  summary: "The features that fire at some tokens of a finished run most, and elsewhere least.",
  access: "anyone",
  params: idParams,
  query: z.object({
    at: z
      .union([position.transform((one) => [one]), z.array(position).max(maxChosen)])
      .describe(`The positions of the tokens, once for each: 1 to ${maxChosen}.`),
  }),
  limit: { name: "specific-features", points: 120, perSeconds: 60 },
  problems: ["not-found", "conflict"],
  answer: json(specificFeaturesSchema),
  handle: ({ params, query }) => getSpecificFeatures(params.id, query.at),
});

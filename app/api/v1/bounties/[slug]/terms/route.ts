import { bountyParams } from "@/lib/bounties/bounty-schemas";
import { getTerms } from "@/lib/bounties/get-terms";
import { termsSchema } from "@/lib/bounty-format/terms";
import { json } from "@/lib/http/answer";
import { route } from "@/lib/http/route";

export const GET = route({
  summary: "What entries of a bounty are judged by, as the file that `commons bounty check` takes.",
  access: "anyone",
  params: bountyParams,
  problems: ["not-found"],
  answer: json(termsSchema.meta({ id: "BountyTerms" })),
  handle: ({ params, viewer }) => getTerms(params.slug, viewer),
});

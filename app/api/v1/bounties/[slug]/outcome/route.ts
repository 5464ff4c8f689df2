import { z } from "zod";
import { bountyParams } from "@/lib/bounties/bounty-schemas";
import { getOutcome } from "@/lib/bounty-judging/get-outcome";
import { outcomeSchema } from "@/lib/bounty-judging/view";
import { json } from "@/lib/http/answer";
import { route } from "@/lib/http/route";

const query = z.object({
  from: z.coerce
    .number<string>()
    .int()
    .min(1)
    .max(1e6)
    .default(1)
    .describe("The place that the page of ranked entries begins with."),
});

export const GET = route({
  summary:
    "What came of a bounty: the newest ranking, what was ruled, appealed and answered, who is offered what and who won.",
  access: "anyone",
  params: bountyParams,
  query,
  problems: ["not-found"],
  answer: json(outcomeSchema),
  handle: ({ params, query: { from }, viewer }) => getOutcome(params.slug, viewer, from),
});

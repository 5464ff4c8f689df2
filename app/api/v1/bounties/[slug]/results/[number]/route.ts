import { getResult } from "@/lib/bounty-judging/get-outcome";
import { resultParams } from "@/lib/bounty-judging/judging-schemas";
import { resultSchema } from "@/lib/bounty-judging/result";
import { json } from "@/lib/http/answer";
import { route } from "@/lib/http/route";

export const GET = route({
  summary:
    "A ranking, the award or a correction as it was made, whole. Its hash is that of its canonical JSON.",
  access: "anyone",
  params: resultParams,
  problems: ["not-found"],
  answer: json(resultSchema),
  handle: ({ params, viewer }) => getResult(params, viewer),
});

import { expandVersion } from "@/lib/families/expand-version";
import { expansionQuery, versionParams } from "@/lib/families/family-schemas";
import { textFile } from "@/lib/http/answer";
import { route } from "@/lib/http/route";

export const GET = route({
  summary:
    "The prompts of a version of a family, a JSON object a line: text, roles, answer, distractor, counterfactual.",
  access: "anyone",
  params: versionParams,
  query: expansionQuery,
  limit: { name: "family-prompts", points: 60, perSeconds: 60, byAddress: true },
  problems: ["not-found", "unprocessable"],
  answer: textFile("application/jsonl", "prompts.jsonl"),
  handle: ({ params: { id, version }, query, viewer }) =>
    expandVersion({ ...query, familyId: id, version, viewer }),
});

import { json } from "@/lib/http/answer";
import { idParams, route } from "@/lib/http/route";
import { getFindingTier } from "@/lib/tiers/get-finding-tier";
import { findingTierSchema } from "@/lib/tiers/view";

export const GET = route({
  summary:
    "How far the circuit of a finding is shown, by rule: its tier of evidence, what shows it, and what is missing for each that it has not.",
  access: "anyone",
  params: idParams,
  problems: ["not-found", "gone"],
  answer: json(findingTierSchema),
  handle: ({ params, viewer }) => getFindingTier(params.id, viewer),
});

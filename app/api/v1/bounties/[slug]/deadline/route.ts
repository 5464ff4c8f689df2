import { bountyParams, postponement } from "@/lib/bounties/bounty-schemas";
import { postponeBounty } from "@/lib/bounties/postpone-bounty";
import { nothing } from "@/lib/http/answer";
import { route } from "@/lib/http/route";

export const PUT = route({
  summary: "Puts the deadline of your open bounty later.",
  access: "member",
  keyScope: "publish",
  params: bountyParams,
  body: postponement,
  limit: { name: "postpone-bounty", points: 20, perSeconds: 60 * 60 },
  problems: ["not-found", "forbidden", "conflict", "unprocessable"],
  answer: nothing,
  handle: ({ params, body, viewer }) => postponeBounty({ ...body, ...params, sponsorId: viewer.id }),
});

import { bountyParams, cancellation } from "@/lib/bounties/bounty-schemas";
import { cancelBounty } from "@/lib/bounties/cancel-bounty";
import { nothing } from "@/lib/http/answer";
import { route } from "@/lib/http/route";

export const POST = route({
  summary: "Ends your bounty without an award, for good, with a reason that stands on its page.",
  access: "member",
  keyScope: "publish",
  params: bountyParams,
  body: cancellation,
  limit: { name: "cancel-bounty", points: 20, perSeconds: 60 * 60 },
  problems: ["not-found", "forbidden", "conflict"],
  answer: nothing,
  handle: ({ params, body, viewer }) => cancelBounty({ ...body, ...params, sponsorId: viewer.id }),
});

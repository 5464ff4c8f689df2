import { bountyChange, bountyParams } from "@/lib/bounties/bounty-schemas";
import { openBounty } from "@/lib/bounties/open-bounty";
import { nothing } from "@/lib/http/answer";
import { route } from "@/lib/http/route";

export const POST = route({
  summary: "Opens your draft: everybody sees it, and it is never deleted again.",
  access: "member",
  keyScope: "publish",
  params: bountyParams,
  body: bountyChange,
  limit: { name: "open-bounty", points: 20, perSeconds: 60 * 60 },
  problems: ["not-found", "forbidden", "conflict", "unprocessable"],
  answer: nothing,
  handle: ({ params, body, viewer }) => openBounty({ ...body, ...params, sponsorId: viewer.id }),
});

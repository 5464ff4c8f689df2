import { z } from "zod";
import { bountyContent } from "@/lib/bounties/bounty-schemas";
import { createBounty } from "@/lib/bounties/create-bounty";
import { findBounties } from "@/lib/bounties/find-bounties";
import { createdBountySchema, listedBountySchema } from "@/lib/bounties/view";
import { created, creates, json } from "@/lib/http/answer";
import { longTextBytes } from "@/lib/http/definition";
import { route } from "@/lib/http/route";
import { idCursor, pageQuery, pageSchema } from "@/lib/paging/page";

export const GET = route({
  summary: "Bounties, the newest first.",
  access: "anyone",
  query: z.object({
    only: z
      .enum(["open", "judging", "ended", "own"])
      .default("open")
      .describe("`judging`: closed and not awarded yet; `own`: those you sponsor, drafts too."),
    ...pageQuery(idCursor).shape,
  }),
  answer: json(pageSchema(listedBountySchema)),
  handle: ({ query, viewer }) => findBounties({ viewer, ...query }),
});

export const POST = route({
  summary: "Begins a bounty, a draft that you alone see.",
  access: "member",
  keyScope: "publish",
  body: bountyContent,
  maxBodyBytes: longTextBytes,
  limit: { name: "create-bounty", points: 20, perSeconds: 60 * 60 },
  problems: ["conflict", "unprocessable"],
  answer: creates(createdBountySchema),
  handle: async ({ body, viewer }) => {
    const { slug } = await createBounty({ ...body, sponsorId: viewer.id });
    return created({ slug, url: `/bounties/${slug}` }, `/api/v1/bounties/${slug}`);
  },
});

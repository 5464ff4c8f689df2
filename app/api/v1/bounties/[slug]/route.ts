import { bountyChange, bountyContent, bountyParams } from "@/lib/bounties/bounty-schemas";
import { deleteDraft } from "@/lib/bounties/delete-draft";
import { getBounty } from "@/lib/bounties/get-bounty";
import { updateBounty } from "@/lib/bounties/update-bounty";
import { bountyViewSchema } from "@/lib/bounties/view";
import { json, nothing } from "@/lib/http/answer";
import { longTextBytes } from "@/lib/http/definition";
import { route } from "@/lib/http/route";

export const GET = route({
  summary: "A bounty: what it asks for, its rules in words, what became of it.",
  access: "anyone",
  params: bountyParams,
  problems: ["not-found"],
  answer: json(bountyViewSchema),
  handle: ({ params, viewer }) => getBounty(params.slug, viewer),
});

export const PUT = route({
  summary: "Changes what your bounty says. Once something was entered for it, its rules stand.",
  access: "member",
  keyScope: "publish",
  params: bountyParams,
  body: bountyContent.safeExtend(bountyChange.shape),
  maxBodyBytes: longTextBytes,
  limit: { name: "update-bounty", points: 240, perSeconds: 60 * 60 },
  problems: ["not-found", "forbidden", "conflict", "unprocessable"],
  answer: nothing,
  handle: ({ params, body, viewer }) => updateBounty({ ...body, ...params, sponsorId: viewer.id }),
});

export const DELETE = route({
  summary: "Deletes a draft of yours that was never open.",
  access: "member",
  keyScope: "publish",
  params: bountyParams,
  problems: ["not-found", "forbidden", "conflict"],
  answer: nothing,
  handle: ({ params, viewer }) => deleteDraft({ ...params, sponsorId: viewer.id }),
});

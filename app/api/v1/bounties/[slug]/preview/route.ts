import { getBountyPreview } from "@/app/_previews/page-preview";
import { previewSeconds } from "@/app/_previews/preview-store";
import { bountyParams } from "@/lib/bounties/bounty-schemas";
import { picture } from "@/lib/http/answer";
import { route } from "@/lib/http/route";

export const GET = route({
  summary: "The picture of a link to a public bounty: PNG, 1200 by 630 pixels.",
  access: "anyone",
  params: bountyParams,
  limit: { name: "preview", points: 60, perSeconds: 60, byAddress: true },
  problems: ["not-found", "conflict", "unprocessable"],
  answer: picture("image/png", previewSeconds),
  handle: ({ params, viewer }) => getBountyPreview(params.slug, viewer),
});

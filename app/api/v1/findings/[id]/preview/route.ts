import { getFindingPreview } from "@/app/_previews/page-preview";
import { previewSeconds } from "@/app/_previews/preview-store";
import { picture } from "@/lib/http/answer";
import { idParams, route } from "@/lib/http/route";

export const GET = route({
  summary: "The picture of a link to a published finding: PNG, 1200 by 630 pixels.",
  access: "anyone",
  params: idParams,
  limit: { name: "preview", points: 60, perSeconds: 60, byAddress: true },
  problems: ["not-found", "gone", "conflict", "unprocessable"],
  answer: picture("image/png", previewSeconds),
  handle: ({ params, viewer }) => getFindingPreview(params.id, viewer),
});

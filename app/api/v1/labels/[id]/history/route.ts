import { json } from "@/lib/http/answer";
import { idParams, route } from "@/lib/http/route";
import { getLabelHistory } from "@/lib/labels/get-label-history";
import { labelHistorySchema } from "@/lib/labels/view";

export const GET = route({
  summary: "What a label said from the first to the latest, word by word.",
  access: "anyone",
  params: idParams,
  problems: ["not-found"],
  answer: json(labelHistorySchema),
  handle: ({ params, viewer }) => getLabelHistory(params.id, viewer),
});

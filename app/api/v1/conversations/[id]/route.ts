import { getConversation } from "@/lib/discussion/get-conversation";
import { placedConversationSchema } from "@/lib/discussion/view";
import { json } from "@/lib/http/answer";
import { idParams, route } from "@/lib/http/route";

export const GET = route({
  summary: "A conversation with what it is about, its first comment and its latest.",
  access: "anyone",
  params: idParams,
  problems: ["not-found", "gone"],
  answer: json(placedConversationSchema),
  handle: ({ params, viewer }) => getConversation(params.id, viewer),
});

import { getConversation } from "@/lib/discussion/get-conversation";
import { placedConversationSchema } from "@/lib/discussion/view";
import { watchConversation } from "@/lib/discussion/watch-discussion";
import { events } from "@/lib/http/answer";
import { idParams, route } from "@/lib/http/route";

export const GET = route({
  summary: "A conversation, now and whenever somebody says something in it.",
  access: "anyone",
  params: idParams,
  problems: ["not-found", "gone", "too-many-requests"],
  answer: events("conversation", placedConversationSchema),
  handle: async ({ params, viewer, signal }) => {
    await getConversation(params.id, viewer);
    return watchConversation(params.id, viewer, signal);
  },
});

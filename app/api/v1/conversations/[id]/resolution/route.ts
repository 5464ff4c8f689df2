import { resolveConversation } from "@/lib/discussion/resolve-conversation";
import { nothing } from "@/lib/http/answer";
import { idParams, route } from "@/lib/http/route";

const limit = { name: "resolve-conversation", points: 240, perSeconds: 60 * 60 };

export const PUT = route({
  summary:
    "Resolves a conversation: who began it, whose work it is about, or a moderator. Again it changes nothing.",
  access: "member",
  keyScope: "publish",
  params: idParams,
  limit,
  problems: ["not-found", "gone", "forbidden"],
  answer: nothing,
  handle: ({ params, viewer }) => resolveConversation(params.id, viewer, true),
});

export const DELETE = route({
  summary: "Opens a conversation again that was resolved.",
  access: "member",
  keyScope: "publish",
  params: idParams,
  limit,
  problems: ["not-found", "gone", "forbidden"],
  answer: nothing,
  handle: ({ params, viewer }) => resolveConversation(params.id, viewer, false),
});

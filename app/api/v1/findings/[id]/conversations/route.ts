import { newComment } from "@/lib/discussion/comment-schemas";
import { findConversations } from "@/lib/discussion/find-conversations";
import { startConversation } from "@/lib/discussion/start-conversation";
import { begunConversationSchema, discussionSchema } from "@/lib/discussion/view";
import { created, creates, json } from "@/lib/http/answer";
import { longTextBytes } from "@/lib/http/definition";
import { idParams, route } from "@/lib/http/route";
import { idCursor, pageQuery } from "@/lib/paging/page";

export const GET = route({
  summary: "What is said about a published finding, by conversation, what was begun last first.",
  access: "anyone",
  params: idParams,
  query: pageQuery(idCursor, 10),
  problems: ["not-found", "gone"],
  answer: json(discussionSchema),
  handle: ({ params, query, viewer }) =>
    findConversations({ about: { kind: "finding", id: params.id }, viewer, ...query }),
});

export const POST = route({
  summary: "Begins a conversation about a published finding with a first comment.",
  access: "member",
  keyScope: "publish",
  params: idParams,
  body: newComment,
  maxBodyBytes: longTextBytes,
  limit: { name: "comment", points: 120, perSeconds: 60 * 60 },
  problems: ["not-found", "gone", "conflict", "unprocessable"],
  answer: creates(begunConversationSchema),
  handle: async ({ params, body: { body }, viewer }) => {
    const about = { kind: "finding" as const, id: params.id };
    const by = { authorId: viewer.id, byProgram: viewer.isProgram === true };
    const begun = await startConversation({ about, labelId: null, body, ...by });
    return created(begun, `/api/v1/conversations/${begun.id}`);
  },
});

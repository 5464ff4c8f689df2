import { newConversation } from "@/lib/discussion/comment-schemas";
import { findConversations } from "@/lib/discussion/find-conversations";
import { startConversation } from "@/lib/discussion/start-conversation";
import { featureSubject } from "@/lib/discussion/subject";
import { begunConversationSchema, discussionSchema } from "@/lib/discussion/view";
import { addressOf, featureParams } from "@/lib/features/feature-params";
import { getFeatureKeys } from "@/lib/features/feature-row";
import { created, creates, json } from "@/lib/http/answer";
import { longTextBytes } from "@/lib/http/definition";
import { route } from "@/lib/http/route";
import { idCursor, pageQuery } from "@/lib/paging/page";

export const GET = route({
  summary: "What is said about a feature and its labels, by conversation, what was begun last first.",
  access: "anyone",
  params: featureParams,
  query: pageQuery(idCursor, 10),
  problems: ["not-found"],
  answer: json(discussionSchema),
  handle: async ({ params, query, viewer }) =>
    findConversations({ about: featureSubject(await getFeatureKeys(addressOf(params))), viewer, ...query }),
});

export const POST = route({
  summary: "Begins a conversation about a feature, or one of its labels, with a first comment.",
  access: "member",
  keyScope: "publish",
  params: featureParams,
  body: newConversation,
  maxBodyBytes: longTextBytes,
  limit: { name: "comment", points: 120, perSeconds: 60 * 60 },
  problems: ["not-found", "conflict", "unprocessable"],
  answer: creates(begunConversationSchema),
  handle: async ({ params, body: { body, label }, viewer }) => {
    const about = featureSubject(await getFeatureKeys(addressOf(params)));
    const by = { authorId: viewer.id, byProgram: viewer.isProgram === true };
    const begun = await startConversation({ about, labelId: label, body, ...by });
    return created(begun, `/api/v1/conversations/${begun.id}`);
  },
});

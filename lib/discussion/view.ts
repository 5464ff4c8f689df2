import { z } from "zod";
import { writeUpSchema } from "@/lib/findings/write-up/write-up";
import { instantSchema } from "@/lib/instant";

/** What pages and routes show of conversations. Schemas alone, so that the browser's code may import them. */

const authorSchema = z.object({ handle: z.string(), name: z.string().nullable() });

export const commentViewSchema = z
  .object({
    id: z.uuid(),
    author: authorSchema.nullable().describe("Null of what was deleted, and where the account is gone."),
    byProgram: z.boolean().describe("Whether a program said or reworded it, by a key of its author's."),
    body: z.string().describe("Markdown; empty of what was deleted."),
    writeUp: writeUpSchema.describe("The same as elements, as a page prints them."),
    revision: z.number(),
    createdAt: instantSchema,
    updatedAt: instantSchema,
    deletedAt: instantSchema.nullable().describe("When its author deleted it."),
    isHidden: z.boolean().describe("Of one's own: whether moderators hide it from everybody else."),
    isMine: z.boolean(),
  })
  .meta({ id: "Comment" });
export type CommentView = z.output<typeof commentViewSchema>;

export const conversationViewSchema = z
  .object({
    id: z.uuid(),
    label: z
      .object({ id: z.uuid(), text: z.string().nullable().describe("Null where it does not stand.") })
      .nullable()
      .describe("Which of a feature's labels it is about."),
    createdAt: instantSchema,
    version: z.number().describe("Counts its changes."),
    resolvedAt: instantSchema.nullable(),
    resolvedBy: authorSchema.nullable(),
    locked: z.string().nullable().describe("Why a moderator has locked it; null where nobody has."),
    mayResolve: z.boolean().describe("Whether the reader may resolve it and open it again."),
    count: z.number().describe("How many comments it has."),
    comments: z.array(commentViewSchema).describe("Its first comment and the latest, in their order."),
  })
  .meta({ id: "Conversation" });
export type ConversationView = z.output<typeof conversationViewSchema>;

export const discussionSchema = z
  .object({
    items: z.array(conversationViewSchema).describe("What was begun last comes first."),
    nextCursor: z.string().nullable(),
  })
  .meta({ id: "Discussion" });
export type Discussion = z.output<typeof discussionSchema>;

/** A conversation with what it is about. */
export const placedConversationSchema = conversationViewSchema
  .extend({
    about: z.object({ title: z.string(), path: z.string().describe("The page on which it stands.") }),
  })
  .meta({ id: "PlacedConversation" });
export type PlacedConversation = z.output<typeof placedConversationSchema>;

export const begunConversationSchema = z.object({ id: z.uuid(), comment: z.uuid() });
export const madeCommentSchema = z.object({ id: z.uuid() });
export const revisedCommentSchema = z.object({ revision: z.number() });

export const commentHistorySchema = z
  .object({
    revisions: z
      .array(
        z.object({
          number: z.number(),
          body: z.string(),
          words: z
            .array(z.object({ text: z.string(), is: z.enum(["same", "added", "removed"]) }))
            .describe("Its words beside those of the revision before."),
          createdAt: instantSchema,
        }),
      )
      .describe("The latest first, at most 20 of them."),
  })
  .meta({ id: "CommentHistory" });
export type CommentHistory = z.output<typeof commentHistorySchema>;

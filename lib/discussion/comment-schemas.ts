import { z } from "zod";
import { storableText } from "@/lib/db/storable-text";
import { maxComment } from "./comment-words";

/** What comes from outside of comments. */

export const commentBody = storableText
  .trim()
  .min(1, "Write something first.")
  .max(maxComment, `Use at most ${maxComment.toLocaleString("en")} characters.`)
  .describe(
    "Markdown. `@handle` mentions somebody; a feature or a node in backquotes, as `attn.3.566`, leads to it.",
  );

export const newComment = z.object({ body: commentBody });

export const newConversation = newComment.extend({
  label: z
    .uuid()
    .nullable()
    .default(null)
    .describe("Which of the feature's labels it is about; null for none."),
});

import { addComment } from "@/lib/discussion/add-comment";
import { startConversation } from "@/lib/discussion/start-conversation";
import { featureSubject } from "@/lib/discussion/subject";
import { sideOfFeature } from "./labels";

let begun = 0;

/** A conversation about a feature that nobody else talks about. */
export async function beginConversation(authorId: string, body = "What does it fire on?") {
  const about = featureSubject(await sideOfFeature(700 + begun++));
  return { about, ...(await startConversation({ about, labelId: null, authorId, byProgram: false, body })) };
}

export async function say(conversationId: string, authorId: string, body: string) {
  return addComment({ conversationId, authorId, byProgram: false, body });
}

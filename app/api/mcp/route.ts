import { z } from "zod";
import { findApiRoutes } from "@/app/api/find-api-routes";
import { longTextBytes } from "@/lib/http/definition";
import { route } from "@/lib/http/route";
import { type AnswerMessage, messageAnswerer } from "@/lib/mcp/answer-message";
import { bindTools } from "@/lib/mcp/bind-tools";
import { mcpAnswer } from "@/lib/mcp/mcp-answer";
import { messageRequest } from "@/lib/mcp/message-request";

let made: Promise<AnswerMessage> | undefined;

/** Made once a process. Where it could not be, whoever asks next tries again. */
function answerer(): Promise<AnswerMessage> {
  made ??= findApiRoutes()
    .then((routes) => messageAnswerer(bindTools(routes)))
    .catch((error: unknown) => {
      made = undefined;
      throw error;
    });
  return made;
}

export const POST = route({
  summary: "A message of the Model Context Protocol (Streamable HTTP, stateless).",
  access: "anyone",
  readsOnly: true,
  ownOrigin: true,
  // One message: batches were taken out of the protocol.
  body: z.looseObject({ jsonrpc: z.literal("2.0", "Send one message of JSON-RPC 2.0.") }),
  maxBodyBytes: longTextBytes,
  limit: { name: "mcp", points: 300, perSeconds: 60 },
  problems: ["not-found"],
  answer: mcpAnswer,
  handle: async ({ body, headers, signal }) => {
    const answerMessage = await answerer();
    return answerMessage(messageRequest(headers, signal), body);
  },
});

import { z } from "zod";
import { json } from "@/lib/http/answer";
import { idParams, route } from "@/lib/http/route";
import { sendTest } from "@/lib/webhooks/send-again";

export const POST = route({
  summary: "Sends one's own webhook a message that tells of nothing, once.",
  access: "member",
  keyScope: "publish",
  params: idParams,
  limit: { name: "test-webhook", points: 20, perSeconds: 60 * 60 },
  problems: ["not-found"],
  answer: json(z.object({ id: z.uuid().describe("Of its delivery.") })),
  handle: ({ params, viewer }) => sendTest({ ...params, ownerId: viewer.id }),
});

import { nothing } from "@/lib/http/answer";
import { route } from "@/lib/http/route";
import { readUntil } from "@/lib/notifications/find-notifications";
import { readUntilSchema } from "@/lib/notifications/view";

export const PUT = route({
  summary: "Says that one has read all one was told of, up to the latest that one saw.",
  access: "member",
  keyScope: "write",
  body: readUntilSchema,
  answer: nothing,
  handle: ({ body, viewer }) => readUntil(viewer.id, body.until),
});

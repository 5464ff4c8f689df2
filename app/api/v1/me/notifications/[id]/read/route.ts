import { nothing } from "@/lib/http/answer";
import { idParams, route } from "@/lib/http/route";
import { setRead } from "@/lib/notifications/find-notifications";

export const PUT = route({
  summary: "Says that one has read a notification. Again it changes nothing.",
  access: "member",
  keyScope: "write",
  params: idParams,
  problems: ["not-found"],
  answer: nothing,
  handle: ({ params, viewer }) => setRead(viewer.id, params.id, true),
});

export const DELETE = route({
  summary: "Says that one has not read it after all.",
  access: "member",
  keyScope: "write",
  params: idParams,
  problems: ["not-found"],
  answer: nothing,
  handle: ({ params, viewer }) => setRead(viewer.id, params.id, false),
});

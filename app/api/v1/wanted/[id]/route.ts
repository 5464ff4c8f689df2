import { nothing } from "@/lib/http/answer";
import { idParams, route } from "@/lib/http/route";
import { takeBackWanted } from "@/lib/wanted/ask-for";

export const DELETE = route({
  summary: "Takes back what one asked for, for good.",
  access: "member",
  keyScope: "publish",
  params: idParams,
  problems: ["not-found"],
  answer: nothing,
  handle: ({ params, viewer }) => takeBackWanted({ ...params, askerId: viewer.id }),
});

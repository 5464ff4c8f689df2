import { nothing } from "@/lib/http/answer";
import { idParams, route } from "@/lib/http/route";
import { voteForWanted } from "@/lib/wanted/ask-for";

const limit = { name: "vote-wanted", points: 240, perSeconds: 60 * 60 };

export const PUT = route({
  summary: "Votes for something that is wanted. Again it changes nothing.",
  access: "member",
  keyScope: "write",
  params: idParams,
  limit,
  problems: ["not-found"],
  answer: nothing,
  handle: ({ params, viewer }) => voteForWanted(params.id, viewer.id, true),
});

export const DELETE = route({
  summary: "Takes one's vote back.",
  access: "member",
  keyScope: "write",
  params: idParams,
  limit,
  answer: nothing,
  handle: ({ params, viewer }) => voteForWanted(params.id, viewer.id, false),
});

import { nothing } from "@/lib/http/answer";
import { idParams, route } from "@/lib/http/route";
import { labelVote } from "@/lib/labels/label-schemas";
import { unvote, vote } from "@/lib/labels/vote";

const limit = { name: "vote", points: 600, perSeconds: 60 * 60 };

export const PUT = route({
  summary: "Votes on somebody's label, in place of one's earlier vote on it. Again it changes nothing.",
  access: "member",
  params: idParams,
  body: labelVote,
  limit,
  problems: ["not-found", "forbidden", "conflict"],
  answer: nothing,
  handle: ({ params, body, viewer }) => vote({ ...body, labelId: params.id, voterId: viewer.id }),
});

export const DELETE = route({
  summary: "Takes one's vote on a label back.",
  access: "member",
  params: idParams,
  limit,
  problems: ["not-found"],
  answer: nothing,
  handle: ({ params, viewer }) => unvote({ labelId: params.id, voterId: viewer.id }),
});

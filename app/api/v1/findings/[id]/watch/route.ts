import { nothing } from "@/lib/http/answer";
import { idParams, route } from "@/lib/http/route";
import { setWatch } from "@/lib/watching/watch";

const limit = { name: "watch", points: 240, perSeconds: 60 * 60 };

export const PUT = route({
  summary: "Has one told of what becomes of a finding, and is said about it. Again it changes nothing.",
  access: "member",
  keyScope: "write",
  params: idParams,
  limit,
  problems: ["not-found", "forbidden", "conflict"],
  answer: nothing,
  handle: async ({ params, viewer }) => setWatch(viewer.id, { kind: "finding", id: params.id }, true),
});

export const DELETE = route({
  summary: "Has one not told of it any more, also after one has said something about it.",
  access: "member",
  keyScope: "write",
  params: idParams,
  limit,
  problems: ["not-found"],
  answer: nothing,
  handle: async ({ params, viewer }) => setWatch(viewer.id, { kind: "finding", id: params.id }, false),
});

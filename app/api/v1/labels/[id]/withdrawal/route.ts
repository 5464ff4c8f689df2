import { nothing } from "@/lib/http/answer";
import { idParams, route } from "@/lib/http/route";
import { restoreLabel, withdrawLabel } from "@/lib/labels/withdraw-label";

const limit = { name: "withdraw-label", points: 240, perSeconds: 60 * 60 };

export const PUT = route({
  summary: "Takes one's own label back. Again it changes nothing.",
  access: "member",
  keyScope: "label",
  params: idParams,
  limit,
  problems: ["not-found"],
  answer: nothing,
  handle: ({ params, viewer }) => withdrawLabel({ labelId: params.id, authorId: viewer.id }),
});

export const DELETE = route({
  summary: "Proposes again what one took back, with the votes it had.",
  access: "member",
  keyScope: "label",
  params: idParams,
  limit,
  problems: ["not-found", "conflict"],
  answer: nothing,
  handle: ({ params, viewer }) => restoreLabel({ labelId: params.id, authorId: viewer.id }),
});

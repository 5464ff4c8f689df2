import { bountyParams as params } from "@/lib/bounties/bounty-schemas";
import { idOfShown } from "@/lib/bounties/shown-bounty";
import { nothing } from "@/lib/http/answer";
import { route } from "@/lib/http/route";
import { setWatch } from "@/lib/watching/watch";

const limit = { name: "watch", points: 240, perSeconds: 60 * 60 };

export const PUT = route({
  summary: "Has one told when a bounty is put later, cancelled, closed or awarded. Again it changes nothing.",
  access: "member",
  keyScope: "write",
  params,
  limit,
  problems: ["not-found", "conflict"],
  answer: nothing,
  handle: async ({ params: { slug }, viewer }) =>
    setWatch(viewer.id, { kind: "bounty", id: await idOfShown(slug) }, true),
});

export const DELETE = route({
  summary: "Has one not told of it any more, whoever one is to it.",
  access: "member",
  keyScope: "write",
  params,
  limit,
  problems: ["not-found"],
  answer: nothing,
  handle: async ({ params: { slug }, viewer }) =>
    setWatch(viewer.id, { kind: "bounty", id: await idOfShown(slug) }, false),
});

import { featureSubject } from "@/lib/discussion/subject";
import { addressOf, featureParams } from "@/lib/features/feature-params";
import { getFeatureKeys } from "@/lib/features/feature-row";
import { nothing } from "@/lib/http/answer";
import { route } from "@/lib/http/route";
import { setWatch } from "@/lib/watching/watch";

const limit = { name: "watch", points: 240, perSeconds: 60 * 60 };

export const PUT = route({
  summary:
    "Has one told of what becomes of a feature and its labels, and is said about them. Again it changes nothing.",
  access: "member",
  keyScope: "write",
  params: featureParams,
  limit,
  problems: ["not-found", "forbidden", "conflict"],
  answer: nothing,
  handle: async ({ params, viewer }) =>
    setWatch(viewer.id, featureSubject(await getFeatureKeys(addressOf(params))), true),
});

export const DELETE = route({
  summary: "Has one not told of it any more, also after one has said something about it.",
  access: "member",
  keyScope: "write",
  params: featureParams,
  limit,
  problems: ["not-found"],
  answer: nothing,
  handle: async ({ params, viewer }) =>
    setWatch(viewer.id, featureSubject(await getFeatureKeys(addressOf(params))), false),
});

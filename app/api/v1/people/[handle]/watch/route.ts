import { z } from "zod";
import { storableText } from "@/lib/db/storable-text";
import { nothing } from "@/lib/http/answer";
import { route } from "@/lib/http/route";
import { readSubject } from "@/lib/moderation/read-subject";
import { setWatch } from "@/lib/watching/watch";

const limit = { name: "watch", points: 240, perSeconds: 60 * 60 };

export const PUT = route({
  summary: "Has one told of what becomes of what somebody publishes. Again it changes nothing.",
  access: "member",
  keyScope: "write",
  params: z.object({ handle: storableText.max(80) }),
  limit,
  problems: ["not-found", "forbidden", "conflict"],
  answer: nothing,
  handle: async ({ params, viewer }) => setWatch(viewer.id, await personOf(params.handle), true),
});

export const DELETE = route({
  summary: "Has one not told any more of what somebody publishes. Again it changes nothing.",
  access: "member",
  keyScope: "write",
  params: z.object({ handle: storableText.max(80) }),
  limit,
  problems: ["not-found"],
  answer: nothing,
  handle: async ({ params, viewer }) => setWatch(viewer.id, await personOf(params.handle), false),
});

async function personOf(handle: string) {
  const { id } = await readSubject({ kind: "person", id: handle });
  return { kind: "person" as const, id };
}

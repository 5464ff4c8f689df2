import { z } from "zod";
import { digestRhythms } from "@/lib/digests/digest-words";
import { setDigestRhythm } from "@/lib/digests/rhythm";
import { nothing } from "@/lib/http/answer";
import { route } from "@/lib/http/route";

export const PUT = route({
  summary: "Says how often one is written to about what one has not read.",
  access: "member",
  session: true,
  body: z.object({ every: z.enum(digestRhythms) }),
  limit: { name: "digest", points: 60, perSeconds: 60 * 60 },
  problems: ["conflict"],
  answer: nothing,
  handle: ({ body, viewer }) => setDigestRhythm(viewer.id, body.every),
});

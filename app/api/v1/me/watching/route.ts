import { z } from "zod";
import { nothing } from "@/lib/http/answer";
import { route } from "@/lib/http/route";
import { setAutomaticWatch } from "@/lib/watching/watch";

export const PUT = route({
  summary: "Says whether what one says something about is watched from then on.",
  access: "member",
  session: true,
  body: z.object({ watchesWhatTheyDiscuss: z.boolean() }),
  answer: nothing,
  handle: ({ body, viewer }) => setAutomaticWatch(viewer.id, body.watchesWhatTheyDiscuss),
});

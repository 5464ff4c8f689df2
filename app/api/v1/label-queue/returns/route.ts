import { z } from "zod";
import { nothing } from "@/lib/http/answer";
import { route } from "@/lib/http/route";
import { returnLeases } from "@/lib/label-queue/keep-leases";
import { heldVisits } from "@/lib/label-queue/queue-schemas";

export const POST = route({
  summary: "Gives features of the queue back, so that others may be shown them. Again it changes nothing.",
  access: "member",
  session: true,
  body: z.object({
    visits: heldVisits,
    isDone: z
      .boolean()
      .default(false)
      .describe("Whether you went on from them: then they do not come again in this sitting."),
  }),
  limit: { name: "queue-return", points: 2_400, perSeconds: 60 * 60 },
  answer: nothing,
  handle: ({ body, viewer }) => returnLeases({ ...body, memberId: viewer.id }),
});

import { z } from "zod";
import { json } from "@/lib/http/answer";
import { route } from "@/lib/http/route";
import { renewLeases } from "@/lib/label-queue/keep-leases";
import { heldVisits } from "@/lib/label-queue/queue-schemas";
import { keptLeasesSchema } from "@/lib/label-queue/view";

export const POST = route({
  summary:
    "Keeps features of the queue for some minutes more. What is not held any more is not in the answer.",
  access: "member",
  session: true,
  body: z.object({ visits: heldVisits }),
  limit: { name: "queue-renewal", points: 1_200, perSeconds: 60 * 60 },
  answer: json(keptLeasesSchema),
  handle: ({ body, viewer }) => renewLeases({ ...body, memberId: viewer.id }),
});

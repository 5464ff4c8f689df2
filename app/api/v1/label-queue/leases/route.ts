import { z } from "zod";
import { json } from "@/lib/http/answer";
import { route } from "@/lib/http/route";
import { heldVisits } from "@/lib/label-queue/queue-schemas";
import { takeLease } from "@/lib/label-queue/take-lease";
import { takenLeaseSchema } from "@/lib/label-queue/view";

export const POST = route({
  summary:
    "The feature that comes next for you in the queue, yours alone for some minutes: one you hold and do not have before you, else another.",
  access: "member",
  // What one is shown here is for people: programs look for features and propose.
  session: true,
  body: z.object({
    holding: heldVisits.default([]).describe("Visits whose features you have before you already."),
  }),
  limit: { name: "queue-lease", points: 1_200, perSeconds: 60 * 60 },
  problems: ["conflict", "unavailable"],
  answer: json(takenLeaseSchema),
  handle: ({ body, viewer }) => takeLease({ memberId: viewer.id, holding: body.holding }),
});

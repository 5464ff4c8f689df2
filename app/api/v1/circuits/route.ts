import { z } from "zod";
import { createCircuit } from "@/lib/circuits/create-circuit";
import { newCircuitSchema } from "@/lib/circuits/new-circuit";
import { createdCircuitSchema } from "@/lib/circuits/view";
import { created, creates } from "@/lib/http/answer";
import { route } from "@/lib/http/route";

export const POST = route({
  summary: "Asks for the circuit behind a feature, a logit or a difference of two in a run.",
  access: "anyone",
  keyScope: "compute",
  body: newCircuitSchema.extend({ runId: z.uuid() }),
  limit: { name: "create-circuit", points: 60, perSeconds: 60 },
  problems: ["not-found", "conflict", "unprocessable"],
  answer: creates(createdCircuitSchema),
  handle: async ({ body, viewer }) => {
    const { id, isNew } = await createCircuit({ ...body, viewer });
    return created({ id, url: `/circuits/${id}`, isNew }, `/api/v1/circuits/${id}`);
  },
});

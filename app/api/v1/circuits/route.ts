import { z } from "zod";
import { circuitSpecSchema } from "@/lib/circuits/circuit-spec";
import { createCircuit } from "@/lib/circuits/create-circuit";
import { created, route } from "@/lib/http/route";

export const POST = route({
  access: "anyone",
  body: circuitSpecSchema.extend({ runId: z.uuid() }),
  limit: { name: "create-circuit", points: 60, perSeconds: 60 },
  handle: async ({ body, viewer }) => {
    const { id, isNew } = await createCircuit({ ...body, viewer });
    return created({ id, url: `/circuits/${id}`, isNew }, `/api/v1/circuits/${id}`);
  },
});

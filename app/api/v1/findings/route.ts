import { z } from "zod";
import { createFinding } from "@/lib/findings/create-finding";
import { findingContentSchema } from "@/lib/findings/finding-schemas";
import { createdFindingSchema } from "@/lib/findings/view";
import { created, creates } from "@/lib/http/answer";
import { route } from "@/lib/http/route";

export const POST = route({
  summary: "Begins a finding about a circuit: a draft that only its author sees.",
  access: "member",
  body: findingContentSchema.extend({ circuitId: z.uuid() }),
  maxBodyBytes: 512 * 1024,
  limit: { name: "create-finding", points: 60, perSeconds: 60 * 60 },
  problems: ["not-found", "conflict", "unprocessable"],
  answer: creates(createdFindingSchema),
  handle: async ({ body, viewer }) => {
    const { id } = await createFinding({ ...body, authorId: viewer.id });
    return created({ id, url: `/findings/${id}` }, `/api/v1/findings/${id}`);
  },
});

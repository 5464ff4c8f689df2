import { z } from "zod";
import { storableText } from "@/lib/db/storable-text";
import { created, route } from "@/lib/http/route";
import { createRun } from "@/lib/runs/create-run";

export const POST = route({
  access: "anyone",
  body: z.object({ model: storableText.max(100), text: z.string() }),
  limit: { name: "create-run", points: 60, perSeconds: 60 },
  handle: async ({ body, viewer }) => {
    const { id, isNew } = await createRun({ ...body, viewer });
    return created({ id, url: `/runs/${id}`, isNew }, `/api/v1/runs/${id}`);
  },
});

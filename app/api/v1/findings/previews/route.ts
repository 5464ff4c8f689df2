import { z } from "zod";
import { writeUpBody } from "@/lib/findings/finding-schemas";
import { writeUpPreviewSchema } from "@/lib/findings/view";
import { previewWriteUp } from "@/lib/findings/write-up/render-write-up";
import { json } from "@/lib/http/answer";
import { route } from "@/lib/http/route";

export const POST = route({
  summary: "Renders a write-up as saving it would, and keeps nothing.",
  access: "anyone",
  readsOnly: true,
  body: z.object({ body: writeUpBody }),
  maxBodyBytes: 512 * 1024,
  limit: { name: "preview-write-up", points: 240, perSeconds: 60 * 60 },
  problems: ["unprocessable"],
  answer: json(writeUpPreviewSchema),
  handle: ({ body, viewer }) => previewWriteUp(body.body, viewer.kind === "member" ? viewer.id : viewer.key),
});

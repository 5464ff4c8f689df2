import { z } from "zod";
import { json } from "@/lib/http/answer";
import { idParams, route } from "@/lib/http/route";
import { revertLabel } from "@/lib/labels/revise-label";
import { revisedLabelSchema } from "@/lib/labels/view";

const number = z.number().int().min(1).max(1e9);

export const POST = route({
  summary: "Has one's own label say again what an earlier revision said, as a new revision.",
  access: "member",
  params: idParams,
  body: z.object({ to: number, revision: number.describe("The latest, as it was looked at.") }),
  limit: { name: "revise-label", points: 240, perSeconds: 60 * 60 },
  problems: ["not-found", "conflict", "unprocessable"],
  answer: json(revisedLabelSchema),
  handle: ({ params, body, viewer }) => revertLabel({ ...body, labelId: params.id, authorId: viewer.id }),
});

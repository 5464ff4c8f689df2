import { z } from "zod";
import { json } from "@/lib/http/answer";
import { idParams, route } from "@/lib/http/route";
import { labelContent } from "@/lib/labels/label-schemas";
import { measureProgram } from "@/lib/labels/measure-program";
import { reviseLabel } from "@/lib/labels/revise-label";
import { revisedLabelSchema } from "@/lib/labels/view";

export const PUT = route({
  summary: "Saves a new revision of one's own label. The earlier ones are kept; votes are for a wording.",
  access: "member",
  params: idParams,
  body: labelContent.extend({ revision: z.number().int().min(1) }),
  limit: { name: "revise-label", points: 240, perSeconds: 60 * 60 },
  problems: ["not-found", "conflict", "unprocessable"],
  answer: json(revisedLabelSchema),
  handle: async ({ params: { id: labelId }, body, viewer }) => {
    const revised = await reviseLabel({ ...body, labelId, authorId: viewer.id });
    if (body.program) await measureProgram(labelId, viewer);
    return revised;
  },
});

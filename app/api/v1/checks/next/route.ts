import { z } from "zod";
import { json } from "@/lib/http/answer";
import { route } from "@/lib/http/route";
import { findNextToCheck } from "@/lib/labels/checks/next-to-check";
import { nextToCheckSchema } from "@/lib/labels/checks/view";

export const GET = route({
  summary: "A label for you to check blind: one that leads, is not your own, and that you have not checked.",
  access: "member",
  query: z.object({
    without: z
      .string()
      .max(2_000)
      .transform((ids) => ids.split(","))
      .pipe(z.array(z.uuid()).max(50))
      .optional()
      .describe("Ids of labels that are not wanted now, with commas between them."),
  }),
  limit: { name: "next-check", points: 600, perSeconds: 60 * 60 },
  answer: json(nextToCheckSchema),
  handle: async ({ query: { without }, viewer }) => ({
    next: await findNextToCheck({ raterId: viewer.id, byProgram: viewer.isProgram === true }, without),
  }),
});

import { z } from "zod";
import { json } from "@/lib/http/answer";
import { route } from "@/lib/http/route";
import { nextToCheckSchema } from "@/lib/labels/checks/view";
import { findNextToPinpoint } from "@/lib/labels/pinpointing/next-to-pinpoint";

export const GET = route({
  summary:
    "A label by which you have said in which texts its feature fires, to say by at which token it does most.",
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
    next: await findNextToPinpoint({ raterId: viewer.id, byProgram: viewer.isProgram === true }, without),
  }),
});

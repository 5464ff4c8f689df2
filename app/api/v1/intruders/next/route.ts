import { z } from "zod";
import { json } from "@/lib/http/answer";
import { route } from "@/lib/http/route";
import { findNextIntruders } from "@/lib/labels/intruders/next-intruders";
import { nextIntrudersSchema } from "@/lib/labels/intruders/view";

export const GET = route({
  summary:
    "A feature whose labels you have not proposed or been asked by, to say of which of five texts does not belong.",
  access: "member",
  query: z.object({
    without: z
      .string()
      .max(8_000)
      .transform((paths) => paths.split(","))
      .pipe(z.array(z.string()).max(50))
      .optional()
      .describe("Paths of features that are not wanted now, as this answers them, with commas between them."),
  }),
  limit: { name: "next-check", points: 600, perSeconds: 60 * 60 },
  answer: json(nextIntrudersSchema),
  handle: async ({ query: { without }, viewer }) => ({
    next: await findNextIntruders({ raterId: viewer.id, byProgram: viewer.isProgram === true }, without),
  }),
});

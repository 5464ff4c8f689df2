import { z } from "zod";
import { nothing } from "@/lib/http/answer";
import { route } from "@/lib/http/route";
import { listPerson } from "@/lib/people/list-person";

export const PUT = route({
  summary: "Whether one stands in lists of people.",
  access: "member",
  session: true,
  body: z.strictObject({ isListed: z.boolean() }),
  answer: nothing,
  handle: ({ body, viewer }) => listPerson({ ...body, userId: viewer.id }),
});

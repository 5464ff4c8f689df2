import { z } from "zod";
import { storableText } from "@/lib/db/storable-text";
import { created, creates, json } from "@/lib/http/answer";
import { route } from "@/lib/http/route";
import { pageQuery, pageSchema } from "@/lib/paging/page";
import { askFor } from "@/lib/wanted/ask-for";
import { findWanted } from "@/lib/wanted/find-wanted";
import {
  madeWantedSchema,
  newWantedSchema,
  wantedCursor,
  wantedViewSchema,
} from "@/lib/wanted/wanted-schemas";

export const GET = route({
  summary: "What people would like to see explained, by votes.",
  access: "anyone",
  query: z.object({
    q: storableText.max(200).optional().describe("Words that all stand in it."),
    ...pageQuery(wantedCursor).shape,
  }),
  answer: json(pageSchema(wantedViewSchema)),
  handle: ({ query, viewer }) => findWanted({ viewer, ...query }),
});

export const POST = route({
  summary: "Asks for an explanation of a feature or of something that models do.",
  access: "member",
  keyScope: "publish",
  body: newWantedSchema,
  limit: { name: "ask-for", points: 60, perSeconds: 60 * 60 },
  problems: ["unprocessable"],
  answer: creates(madeWantedSchema),
  handle: async ({ body, viewer }) => {
    const made = await askFor({ ...body, askerId: viewer.id });
    return created(made, `/bounties/wanted?only=${made.id}`);
  },
});

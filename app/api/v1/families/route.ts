import { z } from "zod";
import { storableText } from "@/lib/db/storable-text";
import { createFamily } from "@/lib/families/create-family";
import { familyBodyBytes, newFamilySchema } from "@/lib/families/family-schemas";
import { findFamilies } from "@/lib/families/find-families";
import { listedFamilySchema, madeFamilySchema } from "@/lib/families/view";
import { created, creates, json } from "@/lib/http/answer";
import { route } from "@/lib/http/route";
import { idCursor, pageQuery, pageSchema } from "@/lib/paging/page";

export const GET = route({
  summary: "Families of prompts that whoever asks may see, the newest first.",
  access: "anyone",
  query: z.object({
    q: storableText.max(200).optional().describe("Words of the title."),
    owner: storableText.max(40).optional().describe("A person's handle."),
    ...pageQuery(idCursor).shape,
  }),
  answer: json(pageSchema(listedFamilySchema)),
  handle: ({ query, viewer }) => findFamilies({ ...query, viewer }),
});

export const POST = route({
  summary:
    "Makes a family of prompts of a file: JSON, or prompts a JSON object a line. A fork says what it began as.",
  access: "member",
  keyScope: "publish",
  body: newFamilySchema,
  maxBodyBytes: familyBodyBytes,
  limit: { name: "create-family", points: 60, perSeconds: 60 * 60 },
  problems: ["not-found", "conflict", "unprocessable"],
  answer: creates(madeFamilySchema),
  handle: async ({ body, viewer }) => {
    const made = await createFamily({ ...body, ownerId: viewer.id });
    return created(made, `/api/v1/families/${made.id}`);
  },
});

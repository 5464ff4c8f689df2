import { z } from "zod";
import { createVersion } from "@/lib/families/create-version";
import { familyBodyBytes, newVersionSchema } from "@/lib/families/family-schemas";
import { getVersions } from "@/lib/families/get-family";
import { familyVersionSchema, madeFamilySchema } from "@/lib/families/view";
import { created, creates, json } from "@/lib/http/answer";
import { idParams, route } from "@/lib/http/route";

export const GET = route({
  summary: "All versions of a family of prompts, the latest first: 200 at most.",
  access: "anyone",
  params: idParams,
  problems: ["not-found"],
  answer: json(z.object({ versions: z.array(familyVersionSchema) })),
  handle: async ({ params, viewer }) => ({ versions: await getVersions(params.id, viewer) }),
});

export const POST = route({
  summary: "Adds a version to one's own family of prompts, after the latest that one has seen.",
  access: "member",
  keyScope: "publish",
  params: idParams,
  body: newVersionSchema,
  maxBodyBytes: familyBodyBytes,
  limit: { name: "create-family-version", points: 240, perSeconds: 60 * 60 },
  problems: ["not-found", "conflict", "unprocessable"],
  answer: creates(madeFamilySchema),
  handle: async ({ params, body, viewer }) => {
    const made = await createVersion({ ...body, familyId: params.id, ownerId: viewer.id });
    return created(made, `/api/v1/families/${made.id}/versions/${made.version}`);
  },
});

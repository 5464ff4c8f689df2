import { z } from "zod";
import { json } from "@/lib/http/answer";
import { longTextBytes } from "@/lib/http/definition";
import { route } from "@/lib/http/route";
import { idCursor, pageQuery, pageSchema } from "@/lib/paging/page";
import { addFeatures } from "@/lib/projects/change-features";
import { findProjectFeatures } from "@/lib/projects/find-project-features";
import { getProjectId } from "@/lib/projects/get-project";
import { projectParams } from "@/lib/projects/project-params";
import { wantedFeatures } from "@/lib/projects/project-schemas";
import { addedFeaturesSchema, projectFeatureSchema } from "@/lib/projects/view";

export const GET = route({
  summary: "The features of a project, in the order in which they came, with how many have judged each.",
  access: "anyone",
  params: projectParams,
  query: z.object({
    only: z.enum(["wanted", "finished"]).optional().describe("Only those that want more, or have enough."),
    ...pageQuery(idCursor).shape,
  }),
  problems: ["not-found", "gone"],
  answer: json(pageSchema(projectFeatureSchema)),
  handle: async ({ params, query, viewer }) =>
    findProjectFeatures(await getProjectId(params.slug, viewer), query),
});

export const POST = route({
  summary:
    "Puts features into your project: a list, what a search finds, or those of a circuit; 1,000 at most.",
  access: "member",
  keyScope: "publish",
  params: projectParams,
  body: wantedFeatures,
  maxBodyBytes: longTextBytes,
  limit: { name: "add-project-features", points: 60, perSeconds: 60 * 60 },
  problems: ["not-found", "forbidden", "conflict", "unprocessable"],
  answer: json(addedFeaturesSchema),
  handle: ({ params, body, viewer }) => addFeatures({ wanted: body, ...params, ownerId: viewer.id }),
});

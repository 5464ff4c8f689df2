import { z } from "zod";
import { addressOf, featureParams } from "@/lib/features/feature-params";
import { getFeatureKeys } from "@/lib/features/feature-row";
import { json } from "@/lib/http/answer";
import { route } from "@/lib/http/route";
import { heldVisits } from "@/lib/label-queue/queue-schemas";
import { takeLease } from "@/lib/label-queue/take-lease";
import { takenLeaseSchema } from "@/lib/label-queue/view";
import { getOwnProject } from "@/lib/projects/get-own-project";
import { projectParams } from "@/lib/projects/project-params";

export const POST = route({
  summary:
    "The feature that comes next for you in the queue, yours alone for some minutes: one you hold and do not have before you, else another.",
  access: "member",
  // What one is shown here is for people: programs look for features and propose.
  session: true,
  body: z.object({
    holding: heldVisits.default([]).describe("Visits whose features you have before you already."),
    wanted: featureParams
      .optional()
      .describe(
        "A feature that is to come now, where nobody else holds it: one you saw before you signed in.",
      ),
    project: projectParams.shape.slug.optional().describe("From the queue of a project that you are in."),
  }),
  limit: { name: "queue-lease", points: 1_200, perSeconds: 60 * 60 },
  problems: ["not-found", "gone", "forbidden", "conflict", "unavailable"],
  answer: json(takenLeaseSchema),
  handle: async ({ body: { holding, wanted, project }, viewer }) =>
    takeLease({
      ...{ memberId: viewer.id, holding },
      ...(project !== undefined
        ? { projectId: await getOwnProject(project, viewer) }
        : wanted && { wanted: await getFeatureKeys(addressOf(wanted)) }),
    }),
});

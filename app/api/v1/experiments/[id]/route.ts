import { experimentChangeSchema } from "@/lib/experiments/experiment-schemas";
import { getExperiment } from "@/lib/experiments/get-experiment";
import { deleteExperiment, updateExperiment } from "@/lib/experiments/update-experiment";
import { experimentViewSchema } from "@/lib/experiments/view";
import { json, nothing } from "@/lib/http/answer";
import { idParams, route } from "@/lib/http/route";

export const GET = route({
  summary:
    "An experiment: what is asked, its hypothesis, how far its results are, and what its author concludes.",
  access: "anyone",
  params: idParams,
  problems: ["not-found"],
  answer: json(experimentViewSchema),
  handle: ({ params, viewer }) => getExperiment(params.id, viewer),
});

export const PATCH = route({
  summary:
    "Says who sees one's own experiment, or what one concludes of its result. What it asks never changes.",
  access: "member",
  keyScope: "publish",
  params: idParams,
  body: experimentChangeSchema,
  limit: { name: "update-experiment", points: 240, perSeconds: 60 * 60 },
  problems: ["not-found", "conflict", "unprocessable"],
  answer: nothing,
  handle: ({ params, body, viewer }) =>
    updateExperiment({ ...body, experimentId: params.id, ownerId: viewer.id }),
});

export const DELETE = route({
  summary: "Deletes one's own experiment with its results. Forks of it stay.",
  access: "member",
  keyScope: "publish",
  params: idParams,
  problems: ["not-found"],
  answer: nothing,
  handle: ({ params, viewer }) => deleteExperiment({ experimentId: params.id, ownerId: viewer.id }),
});

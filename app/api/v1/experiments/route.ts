import { z } from "zod";
import { storableText } from "@/lib/db/storable-text";
import { createExperiment } from "@/lib/experiments/create-experiment";
import { experimentBodyBytes, newExperimentSchema } from "@/lib/experiments/experiment-schemas";
import { findExperiments } from "@/lib/experiments/find-experiments";
import { holdings } from "@/lib/experiments/holdings";
import { listedExperimentSchema, madeExperimentSchema } from "@/lib/experiments/view";
import { created, creates, json } from "@/lib/http/answer";
import { route } from "@/lib/http/route";
import { idCursor, pageQuery, pageSchema } from "@/lib/paging/page";

export const GET = route({
  summary: "Experiments that whoever asks may see, the newest first.",
  access: "anyone",
  query: z.object({
    q: storableText.max(200).optional().describe("Words of the title."),
    owner: storableText.max(40).optional().describe("A person's handle."),
    model: storableText.max(64).optional().describe("A model's name."),
    family: z.uuid().optional().describe("Over this family of prompts."),
    holds: z.enum(holdings).optional().describe("What its author concludes of its hypothesis."),
    ...pageQuery(idCursor).shape,
  }),
  answer: json(pageSchema(listedExperimentSchema)),
  handle: ({ query: { family, ...query }, viewer }) =>
    findExperiments({ ...query, familyId: family, viewer }),
});

export const POST = route({
  summary:
    "Writes an experiment down, before anything of it is computed: what is asked of a model over a family of prompts, and a hypothesis.",
  access: "member",
  keyScope: "publish",
  body: newExperimentSchema,
  maxBodyBytes: experimentBodyBytes,
  limit: { name: "create-experiment", points: 60, perSeconds: 60 * 60 },
  problems: ["not-found", "conflict", "unprocessable", "too-large"],
  answer: creates(madeExperimentSchema),
  handle: async ({ body, viewer }) => {
    const made = await createExperiment({ ...body, ownerId: viewer.id });
    return created(made, `/api/v1/experiments/${made.id}`);
  },
});

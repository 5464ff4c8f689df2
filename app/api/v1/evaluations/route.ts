import { z } from "zod";
import { newEvaluationSchema } from "@/lib/evaluations/evaluation-schemas";
import { findEvaluations } from "@/lib/evaluations/find-evaluations";
import { requestEvaluation } from "@/lib/evaluations/request-evaluation";
import { listedEvaluationSchema, requestedEvaluationSchema } from "@/lib/evaluations/view";
import { created, creates, json } from "@/lib/http/answer";
import { route } from "@/lib/http/route";
import { idCursor, pageQuery, pageSchema } from "@/lib/paging/page";

export const GET = route({
  summary: "Evaluations of whole circuits that whoever asks may see, the newest first.",
  access: "anyone",
  query: z.object({
    circuit: z.uuid().optional().describe("Of this circuit."),
    family: z.uuid().optional().describe("Over this family of prompts."),
    ...pageQuery(idCursor).shape,
  }),
  answer: json(pageSchema(listedEvaluationSchema)),
  handle: ({ query: { circuit, family, ...page }, viewer }) =>
    findEvaluations({ ...page, circuitId: circuit, familyId: family, viewer }),
});

export const POST = route({
  summary:
    "Asks for a whole circuit to be evaluated over prompts of a family: kept, ablated, beside random circuits.",
  access: "member",
  keyScope: "compute",
  body: newEvaluationSchema,
  limit: { name: "evaluate", points: 60, perSeconds: 60 * 60 },
  problems: ["not-found", "conflict", "unprocessable"],
  answer: creates(requestedEvaluationSchema),
  handle: async ({ body, viewer }) => {
    const { id, isNew } = await requestEvaluation(body, viewer);
    return created({ id, isNew, url: `/evaluations/${id}` }, `/api/v1/evaluations/${id}`);
  },
});

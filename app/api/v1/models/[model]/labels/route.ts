import { z } from "zod";
import { storableText } from "@/lib/db/storable-text";
import { featureParams } from "@/lib/features/feature-params";
import { route } from "@/lib/http/route";
import { labelFile, labelFileFormats } from "@/lib/label-files/label-file";
import { labelFileAnswer } from "@/lib/label-files/label-file-answer";

const { set, layer } = featureParams.shape;

export const GET = route({
  summary:
    "All labels of a model, or of one of its sets or layers, a JSON object a line: with authors, history, votes and evidence, or in the shape of Neuronpedia's export.",
  access: "anyone",
  params: z.object({ model: storableText.max(100) }),
  query: z.object({
    set: set.optional(),
    layer: layer.optional(),
    format: z.enum(labelFileFormats).optional().describe("`circuit-commons` by default."),
  }),
  limit: { name: "label-file", points: 30, perSeconds: 60 },
  problems: ["not-found"],
  answer: labelFileAnswer,
  handle: ({ params, query: { format, ...which } }) => labelFile({ ...params, ...which }, format),
});

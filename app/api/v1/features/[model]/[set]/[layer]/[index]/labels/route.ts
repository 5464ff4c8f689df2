import { addressOf, featureParams } from "@/lib/features/feature-params";
import { getFeatureKeys } from "@/lib/features/feature-row";
import { created, creates, json } from "@/lib/http/answer";
import { route } from "@/lib/http/route";
import { findLabels } from "@/lib/labels/find-labels";
import { labelContent, labelSide } from "@/lib/labels/label-schemas";
import { measureProgram } from "@/lib/labels/measure-program";
import { proposeLabel } from "@/lib/labels/propose-label";
import { featureLabelsSchema, proposedLabelSchema } from "@/lib/labels/view";

export const GET = route({
  summary: "What is proposed as labels of a feature, what leads on each side, and how each side stands.",
  access: "anyone",
  params: featureParams,
  problems: ["not-found"],
  answer: json(featureLabelsSchema),
  handle: async ({ params, viewer }) => findLabels(await getFeatureKeys(addressOf(params)), viewer),
});

export const POST = route({
  summary: "Proposes a label for what makes a feature fire, or for what it makes the model say.",
  access: "member",
  keyScope: "label",
  params: featureParams,
  body: labelContent.extend({ side: labelSide }),
  limit: { name: "propose-label", points: 120, perSeconds: 60 * 60 },
  problems: ["not-found", "conflict", "unprocessable"],
  answer: creates(proposedLabelSchema),
  handle: async ({ params, body: { side, ...content }, viewer }) => {
    const { dictionaryId, index } = await getFeatureKeys(addressOf(params));
    const { id } = await proposeLabel({
      ...{ ...content, of: { dictionaryId, index, side }, authorId: viewer.id },
      source: viewer.isProgram ? "program" : "person",
    });
    if (content.program) await measureProgram(id, viewer);
    return created({ id }, `/api/v1/labels/${id}`);
  },
});

import { z } from "zod";
import { storableText } from "@/lib/db/storable-text";
import { featureParams } from "@/lib/features/feature-params";
import { json } from "@/lib/http/answer";
import { fileBody } from "@/lib/http/definition";
import { route } from "@/lib/http/route";
import { findLabelImports } from "@/lib/label-files/find-imports";
import { importLabels, previewImport } from "@/lib/label-files/import-labels";
import { maxSentBytes, maxSentRows, readSent } from "@/lib/label-files/receive-file";
import { importedLabelsSchema, labelImportViewSchema } from "@/lib/label-files/view";
import { idCursor, pageQuery, pageSchema } from "@/lib/paging/page";

const { set, layer } = featureParams.shape;

export const GET = route({
  summary: "Files of others' labels that were taken, the latest first, with what came of each.",
  access: "moderator",
  session: true,
  query: pageQuery(idCursor),
  answer: json(pageSchema(labelImportViewSchema)),
  handle: ({ query }) => findLabelImports(query),
});

/** The body is the file as it is, packed by gzip or not. */
export const POST = route({
  summary:
    "Takes a file of others' labels as proposals: Neuronpedia's export of explanations, or labels of a site like this one. With `dry` it is only said what would come of it.",
  access: "moderator",
  session: true,
  query: z.object({
    name: storableText.trim().min(1, "Name the file.").max(160, "Use at most 160 characters."),
    model: storableText
      .max(100)
      .optional()
      .describe("With `set` and `layer`: the dictionary of rows that do not tell it."),
    set: set.optional(),
    layer: layer.optional(),
    dry: z.enum(["true", "false"]).default("false"),
  }),
  body: fileBody,
  maxBodyBytes: maxSentBytes,
  limit: { name: "import-labels", points: 60, perSeconds: 60 * 60 },
  problems: ["not-found", "gone", "unprocessable"],
  answer: json(importedLabelsSchema),
  handle: async ({ query: { name, model, dry, ...which }, body, viewer }) => {
    const named = model === undefined ? undefined : { model, ...which };
    const options = { named, maxRows: maxSentRows };
    if (dry === "true") return { id: null, ...(await previewImport(readSent(body), options)) };
    return importLabels(readSent(body), { fileName: name, importerId: viewer.id, ...options });
  },
});

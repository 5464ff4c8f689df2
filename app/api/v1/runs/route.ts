import { z } from "zod";
import { storableText } from "@/lib/db/storable-text";
import { created, creates } from "@/lib/http/answer";
import { longTextBytes } from "@/lib/http/definition";
import { route } from "@/lib/http/route";
import { chosenSetsSchema } from "@/lib/models/choose-sets";
import { createRun } from "@/lib/runs/create-run";
import { createdRunSchema } from "@/lib/runs/view";

export const POST = route({
  summary: "Runs a text through a model, or gives the run of it that there is already.",
  access: "anyone",
  keyScope: "compute",
  body: z.object({
    model: storableText.max(100).meta({ examples: ["storybook-4l"] }),
    text: z.string().meta({ examples: ["The cat sat on the"] }),
    asWritten: z
      .boolean()
      .optional()
      .describe("Put no beginning-of-text token in front of a text that brings its own. False by default."),
    sets: chosenSetsSchema
      .optional()
      .describe(
        "The dictionary sets to read with, by kind: a name, or null for none. The first of each by default.",
      ),
  }),
  maxBodyBytes: longTextBytes,
  limit: { name: "create-run", points: 60, perSeconds: 60 },
  problems: ["not-found"],
  answer: creates(createdRunSchema),
  handle: async ({ body, viewer }) => {
    const { id, isNew } = await createRun({ ...body, viewer });
    return created({ id, url: `/runs/${id}`, isNew }, `/api/v1/runs/${id}`);
  },
});

import { z } from "zod";
import { storableText } from "@/lib/db/storable-text";
import { json } from "@/lib/http/answer";
import { longTextBytes } from "@/lib/http/definition";
import { route } from "@/lib/http/route";
import { countTokensFor } from "@/lib/runs/count-tokens";
import { tokenCountSchema } from "@/lib/runs/view";

export const POST = route({
  summary: "How many tokens a text has, how many the model takes, and where a longer one may be cut.",
  access: "anyone",
  readsOnly: true,
  params: z.object({ model: storableText.max(100) }),
  body: z.object({
    text: z.string(),
    asWritten: z.boolean().optional().describe("Of a text that brings its own beginning-of-text token."),
  }),
  maxBodyBytes: longTextBytes,
  limit: { name: "count-tokens", points: 120, perSeconds: 60 },
  problems: ["not-found"],
  answer: json(tokenCountSchema),
  handle: ({ params, body }) => countTokensFor({ ...body, model: params.model }),
});

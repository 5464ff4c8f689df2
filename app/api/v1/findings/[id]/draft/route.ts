import { z } from "zod";
import { findingContentSchema } from "@/lib/findings/finding-schemas";
import { keepDraft } from "@/lib/findings/keep-draft";
import { savedFindingSchema } from "@/lib/findings/view";
import { json } from "@/lib/http/answer";
import { idParams, route } from "@/lib/http/route";

export const PUT = route({
  summary:
    "Keeps one's own draft as it is being written, in place of its latest version unless that was public.",
  access: "member",
  keyScope: "write",
  params: idParams,
  body: findingContentSchema.extend({ revision: z.number().int().min(1) }),
  maxBodyBytes: 512 * 1024,
  // One in five seconds for an hour of writing without a pause.
  limit: { name: "keep-draft", points: 720, perSeconds: 60 * 60 },
  problems: ["not-found", "conflict", "unprocessable"],
  answer: json(savedFindingSchema),
  handle: ({ params, body, viewer }) => keepDraft({ ...body, findingId: params.id, authorId: viewer.id }),
});

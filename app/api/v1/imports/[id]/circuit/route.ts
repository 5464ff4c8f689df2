import { nothing } from "@/lib/http/answer";
import { idParams, route } from "@/lib/http/route";
import { computeImport } from "@/lib/imports/compute-import";

export const POST = route({
  summary:
    "Asks this site the question of an imported circuit of one's own: its text as a run, then its circuit.",
  access: "member",
  keyScope: "compute",
  params: idParams,
  limit: { name: "compute-import", points: 60, perSeconds: 60 },
  problems: ["not-found", "conflict", "unprocessable", "too-many-requests", "invalid-input"],
  answer: nothing,
  handle: ({ params, viewer }) => computeImport({ importId: params.id, viewer }),
});

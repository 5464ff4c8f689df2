import { json } from "@/lib/http/answer";
import { idParams, route } from "@/lib/http/route";
import { getRun } from "@/lib/runs/get-run";
import { runViewSchema } from "@/lib/runs/view";

export const GET = route({
  summary: "A run, finished or not, without its features.",
  access: "anyone",
  params: idParams,
  problems: ["not-found"],
  answer: json(runViewSchema),
  handle: ({ params }) => getRun(params.id),
});

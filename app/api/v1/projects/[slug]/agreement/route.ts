import { json } from "@/lib/http/answer";
import { route } from "@/lib/http/route";
import { findProjectAgreement } from "@/lib/projects/find-project-agreement";
import { getProjectId } from "@/lib/projects/get-project";
import { projectParams } from "@/lib/projects/project-params";
import { projectAgreementSchema } from "@/lib/projects/view";

export const GET = route({
  summary: "How far a project's members agree on its features, with intervals.",
  access: "anyone",
  params: projectParams,
  limit: { name: "project-agreement", points: 120, perSeconds: 60 },
  problems: ["not-found", "gone"],
  answer: json(projectAgreementSchema),
  handle: async ({ params, viewer }) => findProjectAgreement(await getProjectId(params.slug, viewer)),
});

import { json, nothing } from "@/lib/http/answer";
import { longTextBytes } from "@/lib/http/definition";
import { route } from "@/lib/http/route";
import { deleteProject } from "@/lib/projects/delete-project";
import { getProject } from "@/lib/projects/get-project";
import { projectParams } from "@/lib/projects/project-params";
import { projectContent } from "@/lib/projects/project-schemas";
import { updateProject } from "@/lib/projects/update-project";
import { projectViewSchema } from "@/lib/projects/view";

export const GET = route({
  summary: "A project: its guidelines, how far it is, and what you are in it.",
  access: "anyone",
  params: projectParams,
  problems: ["not-found", "gone"],
  answer: json(projectViewSchema),
  handle: ({ params, viewer }) => getProject(params.slug, viewer),
});

export const PUT = route({
  summary: "Changes what your project says, how many people it wants for each feature, and who may join.",
  access: "member",
  keyScope: "publish",
  params: projectParams,
  body: projectContent,
  maxBodyBytes: longTextBytes,
  limit: { name: "update-project", points: 240, perSeconds: 60 * 60 },
  problems: ["not-found", "forbidden", "conflict", "unprocessable"],
  answer: nothing,
  handle: ({ params, body, viewer }) => updateProject({ ...body, ...params, ownerId: viewer.id }),
});

export const DELETE = route({
  summary: "Deletes your project for good. What was labelled and judged for it stays.",
  access: "member",
  keyScope: "publish",
  params: projectParams,
  problems: ["not-found", "forbidden"],
  answer: nothing,
  handle: ({ params, viewer }) => deleteProject({ ...params, ownerId: viewer.id }),
});

import { json } from "@/lib/http/answer";
import { route } from "@/lib/http/route";
import { pageQuery, pageSchema } from "@/lib/paging/page";
import { findMembers, memberCursor } from "@/lib/projects/find-members";
import { getProjectId } from "@/lib/projects/get-project";
import { joinProject } from "@/lib/projects/join-project";
import { projectParams } from "@/lib/projects/project-params";
import { joining } from "@/lib/projects/project-schemas";
import { joinedSchema, projectMemberSchema } from "@/lib/projects/view";

export const GET = route({
  summary: "Who is in a project, in the order in which they came.",
  access: "anyone",
  params: projectParams,
  query: pageQuery(memberCursor),
  problems: ["not-found", "gone"],
  answer: json(pageSchema(projectMemberSchema)),
  handle: async ({ params, query, viewer }) => findMembers(await getProjectId(params.slug, viewer), query),
});

export const POST = route({
  summary: "Joins a project: an open one, or one you are invited to. Again it changes nothing.",
  access: "member",
  session: true,
  params: projectParams,
  body: joining,
  limit: { name: "join-project", points: 60, perSeconds: 60 * 60 },
  problems: ["not-found", "gone", "forbidden", "conflict"],
  answer: json(joinedSchema),
  handle: ({ params, body, viewer }) => joinProject({ ...params, ...body, viewer }),
});

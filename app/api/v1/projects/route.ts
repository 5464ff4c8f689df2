import { z } from "zod";
import { created, creates, json } from "@/lib/http/answer";
import { longTextBytes } from "@/lib/http/definition";
import { route } from "@/lib/http/route";
import { idCursor, pageQuery, pageSchema } from "@/lib/paging/page";
import { createProject } from "@/lib/projects/create-project";
import { findProjects } from "@/lib/projects/find-projects";
import { projectContent } from "@/lib/projects/project-schemas";
import { createdProjectSchema, listedProjectSchema } from "@/lib/projects/view";

export const GET = route({
  summary: "Projects, in which people judge and label a set of features together, the newest first.",
  access: "anyone",
  query: z.object({
    only: z.enum(["in", "invited"]).optional().describe("Only those you are in, or are invited to by name."),
    ...pageQuery(idCursor).shape,
  }),
  answer: json(pageSchema(listedProjectSchema)),
  handle: ({ query, viewer }) => findProjects({ viewer, ...query }),
});

export const POST = route({
  summary: "Begins a project, which you own.",
  access: "member",
  keyScope: "publish",
  body: projectContent,
  maxBodyBytes: longTextBytes,
  limit: { name: "create-project", points: 20, perSeconds: 60 * 60 },
  problems: ["conflict", "unprocessable"],
  answer: creates(createdProjectSchema),
  handle: async ({ body, viewer }) => {
    const { slug } = await createProject({ ...body, creatorId: viewer.id });
    return created({ slug, url: `/projects/${slug}` }, `/api/v1/projects/${slug}`);
  },
});

import { z } from "zod";
import { notFound } from "@/lib/errors";
import { json } from "@/lib/http/answer";
import { route } from "@/lib/http/route";
import { getOwnedProject } from "@/lib/projects/get-own-project";
import { findInvitations, invite } from "@/lib/projects/invite";
import { projectParams } from "@/lib/projects/project-params";
import { newInvitation } from "@/lib/projects/project-schemas";
import { madeInvitationSchema, projectInvitationSchema } from "@/lib/projects/view";

export const GET = route({
  summary: "Invitations to your project that still let somebody in.",
  access: "member",
  session: true,
  params: projectParams,
  problems: ["not-found"],
  answer: json(z.object({ items: z.array(projectInvitationSchema) })),
  handle: async ({ params, viewer }) => {
    if (!(await getOwnedProject(params.slug, viewer.id))) throw notFound("project of yours");
    return { items: await findInvitations({ ...params, ownerId: viewer.id }) };
  },
});

export const POST = route({
  summary: "Invites somebody to your project by name, or makes a secret that lets people in, told this once.",
  access: "member",
  session: true,
  params: projectParams,
  body: newInvitation,
  limit: { name: "invite-to-project", points: 120, perSeconds: 60 * 60 },
  problems: ["not-found", "forbidden", "conflict", "unprocessable"],
  answer: json(madeInvitationSchema),
  handle: ({ params, body, viewer }) => invite({ ...params, ...body, ownerId: viewer.id }),
});

import { nothing } from "@/lib/http/answer";
import { route } from "@/lib/http/route";
import { changeRole, removeMember } from "@/lib/projects/change-members";
import { memberParams } from "@/lib/projects/project-params";
import { memberChange } from "@/lib/projects/project-schemas";

export const PATCH = route({
  summary: "Makes a member of your project an owner, or an owner a member; its last owner stays one.",
  access: "member",
  session: true,
  params: memberParams,
  body: memberChange,
  problems: ["not-found", "forbidden", "conflict"],
  answer: nothing,
  handle: ({ params, body, viewer }) => changeRole({ ...params, ...body, actorId: viewer.id }),
});

export const DELETE = route({
  summary: "Takes a member out of your project, or yourself out of one. What was judged for it counts still.",
  access: "member",
  session: true,
  params: memberParams,
  problems: ["not-found", "forbidden", "conflict"],
  answer: nothing,
  handle: ({ params, viewer }) => removeMember({ ...params, actorId: viewer.id }),
});

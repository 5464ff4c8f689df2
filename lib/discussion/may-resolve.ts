import { roleIncludes, type Viewer } from "@/lib/auth/viewer-type";
import type { DiscussedSubject } from "./subject";

interface Begun {
  startedById: string | null;
  label: { authorId: string | null } | null;
}

/** Whether somebody began a conversation, made what it is about, or moderates. */
export function mayResolve(
  { startedById, label }: Begun,
  { authorId }: Pick<DiscussedSubject, "authorId">,
  { id, role }: Pick<Extract<Viewer, { kind: "member" }>, "id" | "role">,
): boolean {
  return [startedById, label?.authorId, authorId].includes(id) || roleIncludes(role, "moderator");
}

import type { Viewer } from "@/lib/auth/viewer-type";
import { db } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { getProjectId } from "./get-project";

/** The project that somebody is in, for what only its members do. Throws "not-found", "gone", and "forbidden" for who is not in it. */
export async function getOwnProject(
  slug: string,
  viewer: Extract<Viewer, { kind: "member" }>,
): Promise<string> {
  const projectId = await getProjectId(slug, viewer);
  const places = await db().projectMember.count({ where: { projectId, memberId: viewer.id } });
  if (places === 0)
    throw new AppError("forbidden", "Join this project first: its features are given to its members.");
  return projectId;
}

/** The same for its owners. To anybody else it is not there as theirs. */
export async function getOwnedProject(
  slug: string,
  ownerId: string,
): Promise<{ id: string; title: string } | null> {
  return db().project.findFirst({
    where: { slug, deletedAt: null, members: { some: { memberId: ownerId, role: "owner" } } },
    select: { id: true, title: true },
  });
}

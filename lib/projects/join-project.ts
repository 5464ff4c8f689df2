import type { Viewer } from "@/lib/auth/viewer-type";
import { db, type Transaction } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { getProjectId } from "./get-project";
import { settleProject } from "./hold-project";
import { hashOfSecret } from "./invitation-secret";
import { maxMembers, type ProjectRole } from "./project-words";
import { letsIn } from "./visible-projects";

interface Joining {
  slug: string;
  viewer: Extract<Viewer, { kind: "member" }>;
  secret?: string | undefined;
}

/**
 * Lets somebody into a project that is open, or that they are invited to: by name, or by a secret, which then lets in one less. Who is in it
 * stays in it as they are. What they have judged of its features before counts. Throws "not-found", "gone", "forbidden" without an
 * invitation, and "conflict" where it is full.
 */
export async function joinProject({ slug, viewer, secret }: Joining): Promise<{ role: ProjectRole }> {
  const projectId = await getProjectId(slug, viewer);
  return db().$transaction(async (tx) => {
    // One at a time, so that no secret lets in more than it may and no project has more than it may.
    const [project] = await tx.$queryRaw<{ isOpen: boolean; isShown: boolean }[]>`
      select "isOpen", "isShown" from "Project" where id = ${projectId}::uuid for update`;
    const key = { projectId, memberId: viewer.id };
    const there = await tx.projectMember.findUnique({ where: { projectId_memberId: key } });
    if (there) return { role: there.role };
    const invitation = await takeInvitation(tx, { projectId, memberId: viewer.id, secret });
    if (!invitation && (!project?.isOpen || !project.isShown))
      throw new AppError(
        "forbidden",
        secret === undefined
          ? "This project is joined by invitation. Ask one of its owners."
          : "This invitation has run out, was taken back, or has let in as many as it could. Ask for another.",
      );
    if ((await tx.projectMember.count({ where: { projectId } })) >= maxMembers)
      throw new AppError("conflict", `A project has ${maxMembers.toLocaleString("en")} members at most.`);
    const role = invitation?.role ?? "member";
    await tx.projectMember.create({ data: { ...key, role } });
    await settleProject(tx, projectId);
    return { role };
  });
}

interface Using {
  projectId: string;
  memberId: string;
  secret: string | undefined;
}

/**
 * The invitation by which somebody comes in, used by that; null where there is none. The better of two roles counts. Who made it must be an
 * owner still, and not suspended.
 */
async function takeInvitation(
  tx: Transaction,
  { projectId, memberId, secret }: Using,
): Promise<{ role: ProjectRole } | null> {
  const hash = secret === undefined ? null : hashOfSecret(secret);
  const [found] = await tx.$queryRaw<{ id: string; role: ProjectRole; isByName: boolean }[]>`
    select i.id, i.role::text as role, i."inviteeId" is not null as "isByName" from "ProjectInvitation" i
    where i."projectId" = ${projectId}::uuid and ${letsIn} and i."left" > 0
      and (i."inviteeId" = ${memberId}::uuid or i."secretHash" = ${hash})
    order by i.role = 'owner' desc, i."inviteeId" is not null desc limit 1`;
  if (!found) return null;
  if (found.isByName) await tx.projectInvitation.delete({ where: { id: found.id } });
  else await tx.projectInvitation.update({ where: { id: found.id }, data: { left: { decrement: 1 } } });
  return { role: found.role };
}

import { db, type Transaction } from "@/lib/db/client";
import { AppError, notFound } from "@/lib/errors";
import { holdProject } from "./hold-project";
import type { ProjectRole } from "./project-words";

interface Of {
  slug: string;
  /** Who does it. */
  actorId: string;
  /** Whom it is about. */
  handle: string;
}

/**
 * Takes somebody out of a project: owners anybody, everybody themselves. What they judged for it counts still; whom they invited does not
 * come in any more. Throws "not-found", "conflict" for its last owner, and "forbidden" where moderators have locked it and it is not oneself.
 */
export async function removeMember({ slug, actorId, handle }: Of): Promise<void> {
  await db().$transaction(async (tx) => {
    const person = await tx.user.findUnique({ where: { handle }, select: { id: true } });
    if (!person) throw notFound("member of this project");
    const projectId =
      person.id === actorId
        ? await holdOwnPlace(tx, slug, actorId)
        : (await holdProject(tx, { slug, ownerId: actorId })).id;
    await refuseLastOwner(tx, { projectId, memberId: person.id }, "leaves");
    const { count } = await tx.projectMember.deleteMany({ where: { projectId, memberId: person.id } });
    if (count === 0) throw notFound("member of this project");
    await takeBackInvitations(tx, { projectId, memberId: person.id });
  });
}

/** Makes a member an owner, or an owner a member. Throws the same. */
export async function changeRole({ slug, actorId, handle, role }: Of & { role: ProjectRole }): Promise<void> {
  await db().$transaction(async (tx) => {
    const { id: projectId } = await holdProject(tx, { slug, ownerId: actorId });
    const member = await tx.projectMember.findFirst({
      where: { projectId, member: { handle } },
      select: { memberId: true },
    });
    if (!member) throw notFound("member of this project");
    const key = { projectId, memberId: member.memberId };
    if (role === "member") {
      await refuseLastOwner(tx, key, "becomes a member");
      await takeBackInvitations(tx, key);
    }
    await tx.projectMember.update({ where: { projectId_memberId: key }, data: { role } });
  });
}

/** Who leaves holds the project too, so that of two last owners who leave at once one stays. */
async function holdOwnPlace(tx: Transaction, slug: string, memberId: string): Promise<string> {
  const [held] = await tx.$queryRaw<{ id: string }[]>`
    select p.id from "Project" p where p.slug = ${slug} and p."deletedAt" is null and exists (
      select from "ProjectMember" m where m."projectId" = p.id and m."memberId" = ${memberId}::uuid)
    for update of p`;
  if (!held) throw notFound("project that you are in");
  return held.id;
}

interface Place {
  projectId: string;
  memberId: string;
}

/** Those that somebody made who is an owner no more. */
async function takeBackInvitations(tx: Transaction, { projectId, memberId }: Place): Promise<void> {
  await tx.projectInvitation.deleteMany({ where: { projectId, createdById: memberId } });
}

async function refuseLastOwner(tx: Transaction, { projectId, memberId }: Place, does: string): Promise<void> {
  const owners = await tx.projectMember.findMany({
    where: { projectId, role: "owner" },
    select: { memberId: true },
  });
  if (owners.length === 1 && owners[0]?.memberId === memberId)
    throw new AppError(
      "conflict",
      `Its last owner never ${does}. Make somebody else an owner first, or delete the project.`,
    );
}

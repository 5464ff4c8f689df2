import { z } from "zod";
import { db } from "@/lib/db/client";
import { AppError, notFound } from "@/lib/errors";
import { holdProject } from "./hold-project";
import { hashOfSecret, makeSecret } from "./invitation-secret";
import type { NewInvitation } from "./project-schemas";
import { invitationDays, maxInvitations } from "./project-words";
import type { ProjectInvitationView } from "./view";

interface Own {
  slug: string;
  ownerId: string;
}

/**
 * Invites somebody by name, or makes a secret that is told this once. Whoever is invited already is invited anew. Throws what
 * `holdProject` throws, "unprocessable" for a name that nobody has, and "conflict" for one too many and for who is in it.
 */
export async function invite({
  role,
  handle,
  uses,
  ...own
}: NewInvitation & Own): Promise<{ id: string; secret: string | null }> {
  return db().$transaction(async (tx) => {
    const { id: projectId } = await holdProject(tx, own);
    await tx.projectInvitation.deleteMany({
      where: { projectId, OR: [{ expiresAt: { lt: new Date() } }, { left: 0 }] },
    });
    if ((await tx.projectInvitation.count({ where: { projectId } })) >= maxInvitations)
      throw new AppError(
        "conflict",
        `A project has ${maxInvitations} open invitations at most. Take one back first.`,
      );
    const expiresAt = new Date(Date.now() + invitationDays * 86_400_000);
    const said = { projectId, role, createdById: own.ownerId, expiresAt };
    if (handle === undefined) {
      const secret = makeSecret();
      const data = { ...said, secretHash: hashOfSecret(secret), left: uses };
      const { id } = await tx.projectInvitation.create({ data, select: { id: true } });
      return { id, secret };
    }
    const person = await tx.user.findFirst({
      where: { handle: handle.toLowerCase(), suspendedAt: null, purpose: null },
      select: { id: true },
    });
    if (!person) {
      const sentence = `Nobody here has the handle ${handle}.`;
      throw new AppError("unprocessable", sentence, { fields: { handle: sentence } });
    }
    const place = { projectId, memberId: person.id };
    if (await tx.projectMember.findUnique({ where: { projectId_memberId: place } }))
      throw new AppError("conflict", `${handle} is in this project already.`);
    const key = { projectId, inviteeId: person.id };
    const { id } = await tx.projectInvitation.upsert({
      where: { projectId_inviteeId: key },
      create: { ...said, inviteeId: person.id },
      update: { role, expiresAt, createdById: own.ownerId },
      select: { id: true },
    });
    return { id, secret: null };
  });
}

/** Takes an invitation back: from now on it lets nobody in. Throws what `holdProject` throws, and "not-found". */
export async function revokeInvitation({
  invitationId,
  ...own
}: Own & { invitationId: string }): Promise<void> {
  await db().$transaction(async (tx) => {
    const { id: projectId } = await holdProject(tx, own);
    const id = z.uuid().safeParse(invitationId).data;
    const { count } = id ? await tx.projectInvitation.deleteMany({ where: { id, projectId } }) : { count: 0 };
    if (count === 0) throw notFound("invitation to this project");
  });
}

/** Invitations that still let somebody in, for a project's owners: of anybody else's there are none. A hundred at most. */
export async function findInvitations({ slug, ownerId }: Own): Promise<ProjectInvitationView[]> {
  return db().projectInvitation.findMany({
    where: {
      ...{ expiresAt: { gt: new Date() }, left: { gt: 0 } },
      project: { slug, deletedAt: null, members: { some: { memberId: ownerId, role: "owner" } } },
    },
    orderBy: { id: "desc" },
    take: maxInvitations,
    select: {
      ...{ id: true, role: true, left: true, expiresAt: true },
      invitee: { select: { handle: true, name: true } },
    },
  });
}

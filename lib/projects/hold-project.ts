import { readReason } from "@/lib/audit-log/read-standing";
import type { Transaction } from "@/lib/db/client";
import { AppError, notFound } from "@/lib/errors";

interface Own {
  slug: string;
  /** One of its owners: to anybody else it is not there. */
  ownerId: string;
}

export interface HeldProject {
  id: string;
  size: number;
  overlap: number;
}

/**
 * Lets one at a time change a project that somebody owns. Members' judgements are counted meanwhile, feature by feature. Throws
 * "not-found", and "forbidden" of what moderators have locked.
 */
export async function holdProject(tx: Transaction, { slug, ownerId }: Own): Promise<HeldProject> {
  const [held] = await tx.$queryRaw<(HeldProject & { lockedAt: Date | null })[]>`
    select p.id, p.size, p.overlap::int as overlap, p."lockedAt" from "Project" p
    where p.slug = ${slug} and p."deletedAt" is null and exists (
      select from "ProjectMember" m where m."projectId" = p.id and m."memberId" = ${ownerId}::uuid and m.role = 'owner')
    for update of p`;
  if (!held) throw notFound("project of yours");
  const { lockedAt, ...project } = held;
  if (lockedAt) {
    const reason = await readReason(tx, { kind: "project", id: held.id }, "lock");
    throw new AppError("forbidden", `Moderators have locked this project. ${reason}`.trim());
  }
  return project;
}

/** Counts what its members have judged already, and what of its features is wanted. For who holds the project. */
export async function settleProject(tx: Transaction, projectId: string): Promise<void> {
  await tx.$queryRaw`select settle_project(${projectId}::uuid)::text`;
}

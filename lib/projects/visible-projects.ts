import type { Viewer } from "@/lib/auth/viewer-type";
import { Prisma } from "@/lib/db/client";

/** The projects that somebody may see: what everybody sees, and of hidden ones those they own. It stands in every query's `where`, of `p`. */
export function isVisibleProject(viewer: Viewer): Prisma.Sql {
  if (viewer.kind === "guest") return Prisma.sql`p."isShown"`;
  return Prisma.sql`(p."isShown" or p."deletedAt" is null and exists (
    select from "ProjectMember" o where o."projectId" = p.id and o."memberId" = ${viewer.id}::uuid and o.role = 'owner'))`;
}

/** Of an invitation `i`: it has not run out, and who made it is an owner still and not suspended. */
export const letsIn = Prisma.sql`(i."expiresAt" > now() and exists (
  select from "ProjectMember" o join "User" u on u.id = o."memberId" and u."suspendedAt" is null
  where o."projectId" = i."projectId" and o."memberId" = i."createdById" and o.role = 'owner'))`;

import type { Viewer } from "@/lib/auth/viewer-type";
import { Prisma } from "@/lib/db/client";

/** The projects that somebody may see: what everybody sees, and of hidden ones those they own. It stands in every query's `where`, of `p`. */
export function isVisibleProject(viewer: Viewer): Prisma.Sql {
  if (viewer.kind === "guest") return Prisma.sql`p."isShown"`;
  return Prisma.sql`(p."isShown" or p."deletedAt" is null and exists (
    select from "ProjectMember" o where o."projectId" = p.id and o."memberId" = ${viewer.id}::uuid and o.role = 'owner'))`;
}

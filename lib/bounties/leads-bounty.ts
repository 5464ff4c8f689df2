import { roleIncludes, type Viewer } from "@/lib/auth/viewer-type";
import { Prisma } from "@/lib/db/client";

/**
 * Whether somebody leads a bounty `b`: its sponsor, and of the site's own every administrator, for nobody signs in as the site. It stands
 * in the `where`.
 */
export function leadsBounty(viewer: Viewer): Prisma.Sql {
  if (viewer.kind === "guest") return Prisma.sql`false`;
  const isSites = Prisma.sql`exists (select from "User" s where s.id = b."sponsorId" and s.purpose is not null)`;
  return roleIncludes(viewer.role, "administrator")
    ? Prisma.sql`(b."sponsorId" = ${viewer.id}::uuid or ${isSites})`
    : Prisma.sql`b."sponsorId" = ${viewer.id}::uuid`;
}

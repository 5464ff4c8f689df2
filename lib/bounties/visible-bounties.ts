import type { Viewer } from "@/lib/auth/viewer-type";
import { Prisma } from "@/lib/db/client";

/** The bounties that somebody may see: what is shown to everybody, and their own. It stands in every query's `where`, of `b`. */
export function isVisibleBounty(viewer: Viewer): Prisma.Sql {
  if (viewer.kind === "guest") return Prisma.sql`b."isShown"`;
  return Prisma.sql`(b."isShown" or b."sponsorId" = ${viewer.id}::uuid)`;
}

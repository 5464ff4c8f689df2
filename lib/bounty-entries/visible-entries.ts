import type { Viewer } from "@/lib/auth/viewer-type";
import { Prisma } from "@/lib/db/client";

/*
 * Who sees what of an entry `e` of a bounty `b`. It stands in every query's `where`: to whoever may not see an entry it is not there,
 * whatever their role.
 */

/** Whether somebody is of an entry's team, confirmed or only named. */
export function isOfTeam(viewer: Viewer): Prisma.Sql {
  if (viewer.kind === "guest") return Prisma.sql`false`;
  return Prisma.sql`exists (select from "EntryMember" m where m."entryId" = e.id and m."memberId" = ${viewer.id}::uuid)`;
}

/** Whether a bounty closed by its deadline. One that was cancelled before opens nothing: what was entered for it stays sealed. */
const isClosed = Prisma.sql`(b."isShown" and b."closesAt" <= clock_timestamp()
  and (b."cancelledAt" is null or b."cancelledAt" >= b."closesAt"))`;

/** Whether its entrant is suspended. A read locks nobody's row, as `is_suspended` does for who writes. */
export const isAside = Prisma.sql`exists (select from "User" s where s.id = e."entrantId" and s."suspendedAt" is not null)`;

/** Whether everybody may see an entry: the bounty closed, and it counts among what was entered. */
export const isUnsealed = Prisma.sql`(${isClosed} and e.latest > 0 and e."withdrawnAt" is null and e."confirmedAt" is not null
  and not ${isAside})`;

/** Whether who entered it may be told to all: once the scores are in, since judges score blind. */
export const isSigned = Prisma.sql`(b."provisionalAt" is not null or b."cancelledAt" is not null)`;

export function isVisibleEntry(viewer: Viewer): Prisma.Sql {
  return Prisma.sql`(${isUnsealed} or ${isOfTeam(viewer)})`;
}

import { db } from "@/lib/db/client";

/** Has a member stand in lists of people, or in none. */
export async function listPerson({ userId, isListed }: { userId: string; isListed: boolean }): Promise<void> {
  await db().user.updateMany({
    where: { id: userId, unlistedAt: isListed ? { not: null } : null },
    data: { unlistedAt: isListed ? null : new Date() },
  });
}

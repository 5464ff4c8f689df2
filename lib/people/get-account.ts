import { db } from "@/lib/db/client";

/** A person's own account, for the settings page. */
export async function getAccount(userId: string) {
  const { passwordHash, ...user } = await db().user.findUniqueOrThrow({
    where: { id: userId },
    select: {
      handle: true,
      name: true,
      email: true,
      role: true,
      createdAt: true,
      unlistedAt: true,
      passwordHash: true,
      accounts: { select: { provider: true, createdAt: true } },
    },
  });
  const openInvitations = await db().invitation.count({
    where: { purpose: "first-administrator", claimedAt: null },
  });
  return { ...user, hasPassword: passwordHash !== null, administrationUnclaimed: openInvitations > 0 };
}

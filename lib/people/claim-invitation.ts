import { invitationCodeHash } from "@/lib/auth/invitation-code";
import { rolesBelow } from "@/lib/auth/viewer-type";
import { db, type Transaction } from "@/lib/db/client";
import { AppError } from "@/lib/errors";

/** Refuses a code that nobody could claim at this moment, before anything is done for it. */
export async function checkInvitation(code: string): Promise<void> {
  const open = await db().invitation.count({
    where: { codeHash: invitationCodeHash(code), claimedAt: null },
  });
  if (open === 0) throw notClaimable();
}

/**
 * Raises a person to the role of a one-time code. The claim is one conditional update, so of two people who
 * enter the same code at once one gets it and the other is told that it is used.
 */
export async function claimInvitation(
  tx: Transaction,
  { userId, code }: { userId: string; code: string },
): Promise<{ role: string }> {
  const claimed = await tx.invitation.updateManyAndReturn({
    where: { codeHash: invitationCodeHash(code), claimedAt: null },
    data: { claimedAt: new Date(), claimedById: userId },
    select: { role: true },
  });
  const invitation = claimed[0];
  if (!invitation) throw notClaimable();
  // The condition and the change are one statement, so that a higher role claimed meanwhile is never lowered.
  await tx.user.updateMany({
    where: { id: userId, role: { in: rolesBelow(invitation.role) } },
    data: { role: invitation.role },
  });
  return { role: invitation.role };
}

function notClaimable(): AppError {
  const refusal = "That code is not valid, or it has been used.";
  return new AppError("unprocessable", refusal, { fields: { code: refusal } });
}

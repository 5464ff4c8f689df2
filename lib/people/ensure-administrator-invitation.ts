import { derivedInvitationCode, invitationCodeHash } from "@/lib/auth/invitation-code";
import { db } from "@/lib/db/client";

const purpose = "first-administrator";

/** Makes the one administrator invitation, once. Returns its code while nobody has claimed it, else null. */
export async function ensureAdministratorInvitation(): Promise<string | null> {
  const code = derivedInvitationCode(purpose);
  const codeHash = invitationCodeHash(code);
  const invitation = await db().invitation.upsert({
    where: { purpose },
    create: { purpose, role: "administrator", codeHash },
    update: {},
    select: { claimedAt: true },
  });
  if (invitation.claimedAt) return null;
  // A new secret (a data folder moved without it) makes a new code; the stored hash follows while unclaimed.
  await db().invitation.updateMany({ where: { purpose, claimedAt: null }, data: { codeHash } });
  return code;
}

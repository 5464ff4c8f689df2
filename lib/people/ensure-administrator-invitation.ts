import { derivedInvitationCode, invitationCodeHash } from "@/lib/auth/invitation-code";
import { db } from "@/lib/db/client";

const purpose = "first-administrator";

/** Makes the one invitation of an administrator, once. Returns its code while nobody has claimed it, else null. */
export async function ensureAdministratorInvitation(): Promise<string | null> {
  const code = derivedInvitationCode(purpose);
  const codeHash = invitationCodeHash(code);
  await db().invitation.createMany({
    data: { purpose, role: "administrator", codeHash },
    skipDuplicates: true,
  });
  // A new secret (a data folder moved without it) makes a new code; the stored hash follows while unclaimed.
  const unclaimed = await db().invitation.updateMany({
    where: { purpose, claimedAt: null },
    data: { codeHash },
  });
  return unclaimed.count > 0 ? code : null;
}

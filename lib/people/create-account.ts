import type { z } from "zod";
import { hashPassword } from "@/lib/auth/password";
import { db } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import type { createAccountSchema } from "./account-schemas";
import { claimInvitation } from "./claim-invitation";

export interface CreatedAccount {
  id: string;
  handle: string;
}

/**
 * Makes a local account. With an invitation code the account gets its role in the same transaction; a wrong
 * code makes no account.
 */
export async function createAccount({
  handle,
  password,
  code,
}: z.infer<typeof createAccountSchema>): Promise<CreatedAccount> {
  const passwordHash = await hashPassword(password);
  return db().$transaction(async (tx) => {
    const [user] = await tx.user.createManyAndReturn({
      data: { handle, passwordHash },
      skipDuplicates: true,
      select: { id: true, handle: true },
    });
    if (!user) {
      const taken = "That handle is taken. Choose another.";
      throw new AppError("conflict", taken, { fields: { handle: taken } });
    }
    if (code) await claimInvitation(tx, { userId: user.id, code });
    return user;
  });
}

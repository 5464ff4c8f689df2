import type { z } from "zod";
import { addressKey } from "@/lib/auth/address-key";
import { turnOf } from "@/lib/auth/hashing-turn";
import { hashPassword } from "@/lib/auth/password";
import { db } from "@/lib/db/client";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { limiter } from "@/lib/limits/rate-limit";
import type { createAccountSchema } from "./account-schemas";
import { checkPassword } from "./check-password";
import { checkInvitation, claimInvitation } from "./claim-invitation";

export interface CreatedAccount {
  id: string;
  handle: string;
}

interface NewAccount extends z.infer<typeof createAccountSchema> {
  /** Where it is made from (`clientAddress`). */
  address: string;
}

/**
 * Makes a local account. With an invitation code the account gets its role in the same transaction; a wrong code makes
 * no account. One address makes SIGN_UPS_PER_HOUR of them an hour; what is refused is looked at first, costs nobody a
 * hash and is not counted.
 */
export async function createAccount({
  handle,
  password,
  code,
  address,
}: NewAccount): Promise<CreatedAccount> {
  await checkPassword("password", password, { handle });
  if ((await db().user.count({ where: { handle } })) > 0) throw handleTaken();
  if (code) await checkInvitation(code);
  const giveBack = await takeSignUp(address);
  try {
    const passwordHash = await hashPassword(password, turnOf(address, "sign-up"));
    return await db().$transaction(async (tx) => {
      const [user] = await tx.user.createManyAndReturn({
        data: { handle, passwordHash },
        skipDuplicates: true,
        select: { id: true, handle: true },
      });
      if (!user) throw handleTaken();
      if (code) await claimInvitation(tx, { userId: user.id, code });
      return user;
    });
  } catch (error) {
    await giveBack();
    throw error;
  }
}

/** Counts one account made at an address. Returns how to count it no longer. Throws "too-many-requests". */
async function takeSignUp(address: string): Promise<() => Promise<void>> {
  const perHour = env().SIGN_UPS_PER_HOUR;
  const made = limiter({ name: "sign-ups", points: perHour, perSeconds: 60 * 60 });
  const key = addressKey("sign-ups", address);
  const { allowed, retryAfterSeconds } = await made.take(key);
  if (allowed) return () => made.giveBack(key);
  const minutes = Math.ceil(retryAfterSeconds / 60);
  throw new AppError(
    "too-many-requests",
    `${perHour.toLocaleString("en")} accounts were made from your network within an hour, which is as many as may be. Try again in ${minutes} ${minutes === 1 ? "minute" : "minutes"}. For a class, ask whoever runs this site to allow more an hour (SIGN_UPS_PER_HOUR).`,
    { retryAfterSeconds },
  );
}

function handleTaken(): AppError {
  const taken = "That handle is taken. Choose another.";
  return new AppError("conflict", taken, { fields: { handle: taken } });
}

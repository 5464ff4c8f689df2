import type { z } from "zod";
import { turnOf } from "@/lib/auth/hashing-turn";
import { hashPassword, passwordMatches } from "@/lib/auth/password";
import { rememberPlace } from "@/lib/auth/place";
import { db } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import type { changePasswordSchema } from "./account-schemas";
import { checkPassword } from "./check-password";

interface Change extends z.infer<typeof changePasswordSchema> {
  userId: string;
  /** The session that asks. Every other one of this person ends. */
  sessionId: string;
  /** Where it is asked from (`clientAddress`). */
  address: string;
}

/**
 * Changes or, for an account that signs in elsewhere, first sets a password, ends all other sessions, and forgets where
 * they were begun: whoever knew the old password is a stranger again.
 */
export async function changePassword({
  userId,
  sessionId,
  address,
  current,
  next,
}: Change): Promise<{ endedSessions: number }> {
  const user = await db().user.findUniqueOrThrow({
    where: { id: userId },
    select: { passwordHash: true, handle: true, name: true, email: true },
  });
  await checkPassword("next", next, user);
  const turn = turnOf(address, "sign-in");
  if (user.passwordHash && !(await passwordMatches(current ?? "", user.passwordHash, turn))) {
    throw wrongPassword();
  }
  const passwordHash = await hashPassword(next, turn);
  const outcome = await db().$transaction(async (tx) => {
    // Of two who know the old password and change it at once, the first does.
    const changed = await tx.user.updateMany({
      where: { id: userId, passwordHash: user.passwordHash },
      data: { passwordHash },
    });
    if (changed.count === 0) throw wrongPassword();
    await tx.signInPlace.deleteMany({ where: { userId } });
    const ended = await tx.session.deleteMany({ where: { userId, id: { not: sessionId } } });
    return { endedSessions: ended.count };
  });
  await rememberPlace(userId, { address, browser: null });
  return outcome;
}

function wrongPassword(): AppError {
  const wrong = "That is not your current password.";
  return new AppError("unprocessable", wrong, { fields: { current: wrong } });
}

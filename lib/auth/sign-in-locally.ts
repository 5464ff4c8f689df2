import { db } from "@/lib/db/client";
import { limiter } from "@/lib/limits/rate-limit";
import { passwordMatches } from "./password";
import { keyedHash } from "./secret";

interface Attempt {
  handle: string;
  password: string;
  address: string;
}

const perAddress = { name: "sign-in-address", points: 30, perSeconds: 15 * 60 };
const perHandle = { name: "sign-in-handle", points: 10, perSeconds: 15 * 60 };

/** The error of too many attempts. Its message is the code that the sign-in page knows. */
export class TooManyAttempts extends Error {
  override readonly name = "TooManyAttempts";
}

/**
 * The account that a handle and password open, or null. Throws "too-many-attempts" (next-auth hands the text to
 * the sign-in page) after 10 wrong tries at a handle from one address, or 30 from one address, in 15 minutes.
 */
export async function signInLocally({ handle, password, address }: Attempt): Promise<{ id: string } | null> {
  const plainHandle = handle.trim().toLowerCase().slice(0, 64);
  if (plainHandle.includes("\0") || password.length > 200) return null;
  const addressKey = keyedHash("sign-in", address).toString("base64url");
  const handleKey = keyedHash("sign-in", `${address}\0${plainHandle}`).toString("base64url");
  for (const [rule, key] of [
    [perAddress, addressKey],
    [perHandle, handleKey],
  ] as const) {
    if (!(await limiter(rule).take(key)).allowed) throw new TooManyAttempts("too-many-attempts");
  }
  const user = await db().user.findFirst({
    where: { handle: plainHandle, suspendedAt: null },
    select: { id: true, passwordHash: true },
  });
  if (!(await passwordMatches(password, user?.passwordHash ?? null)) || !user) return null;
  await limiter(perAddress).giveBack(addressKey);
  await limiter(perHandle).giveBack(handleKey);
  return { id: user.id };
}

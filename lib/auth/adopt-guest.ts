import { cookies } from "next/headers";
import { createLogger } from "@/lib/log";
import { adoptGuestWork } from "./adopt-guest-work";
import { guestCookie, guestCookieName } from "./guest-browser";

/**
 * At a sign-in: what this browser asked for as a guest becomes the member's, and the browser forgets its secret, so that the
 * next guest here is another. Whatever goes wrong, the sign-in goes on, and the next one tries again.
 */
export async function adoptGuest(userId: string): Promise<void> {
  try {
    const jar = await cookies();
    const secret = jar.get(guestCookieName())?.value;
    if (secret === undefined) return;
    await adoptGuestWork({ userId, secret });
    jar.set(guestCookie(""));
  } catch (error) {
    createLogger("auth").error({ err: error }, "a guest's work was not adopted");
  }
}

"use server";

import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { sessionCookieName } from "@/lib/auth/session-cookie";
import { getSessionUser } from "@/lib/auth/viewer";
import { endSession } from "@/lib/people/end-session";

/** Ends the session of this browser. Works without JavaScript. */
export async function signOut(): Promise<void> {
  const user = await getSessionUser();
  if (user) await endSession({ userId: user.id, sessionId: user.sessionId });
  (await cookies()).delete(sessionCookieName());
  redirect("/");
}

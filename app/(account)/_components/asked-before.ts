import { cookies } from "next/headers";
import { secureCookies } from "@/lib/auth/session-cookie";

/** Where a sign-in that was begun and is not done was to lead: next-auth keeps it, but does not say it in its own redirects. */
export async function askedBefore(): Promise<string | undefined> {
  const name = `${secureCookies() ? "__Secure-" : ""}next-auth.callback-url`;
  const kept = (await cookies()).get(name)?.value ?? "";
  if (!URL.canParse(kept)) return undefined;
  const { pathname, search, hash } = new URL(kept);
  return pathname + search + hash;
}

import { env } from "@/lib/env";

export function secureCookies(): boolean {
  return env().SITE_URL?.startsWith("https:") ?? false;
}

/** The cookie's name. It is next-auth's own, so that it and lib/auth/viewer-from-request.ts read the same cookie. */
export function sessionCookieName(): string {
  return secureCookies() ? "__Secure-next-auth.session-token" : "next-auth.session-token";
}

/** next-auth's own, in which it keeps where to return to. */
export function callbackCookieName(): string {
  return secureCookies() ? "__Secure-next-auth.callback-url" : "next-auth.callback-url";
}

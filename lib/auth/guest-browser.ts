import { randomBytes } from "node:crypto";
import { NextResponse } from "next/server";
import { keyedHash } from "./secret";
import { secureCookies } from "./session-cookie";

/*
 * What a guest had computed is theirs once they sign in, and an address proves nothing: many share one. So the browser that
 * first asks for something that is kept gets a random secret in a cookie, and beside what it asked for stands its hash.
 */

/** How long a browser is known, from its first question on. */
export const guestDays = 30;

export interface GuestBrowser {
  /** Of its secret, which is made where it has none yet. */
  secretHash(): Uint8Array<ArrayBuffer>;
  /** The secret that was made while answering, to be put into a cookie; null where none was needed. */
  madeSecret(): string | null;
}

/** The guest's browser that sent this cookie, or none. */
export function guestBrowser(cookie: string | undefined): GuestBrowser {
  const sent = cookie !== undefined && /^[\w-]{43}$/.test(cookie) ? cookie : null;
  let made: string | null = null;
  return {
    secretHash: () => {
      made ??= sent === null ? randomBytes(32).toString("base64url") : null;
      return guestSecretHash(sent ?? made ?? "");
    },
    madeSecret: () => made,
  };
}

export function guestSecretHash(secret: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(keyedHash("guest-browser", secret));
}

/** Where it goes over TLS alone, no other host of the domain can set it either. */
export function guestCookieName(): string {
  return secureCookies() ? "__Host-circuit-commons.guest" : "circuit-commons.guest";
}

/** The cookie's attributes; `value` is a secret, or "" to have the browser forget it. */
export function guestCookie(value: string) {
  return {
    name: guestCookieName(),
    value,
    path: "/",
    httpOnly: true,
    sameSite: "lax" as const,
    secure: secureCookies(),
    maxAge: value === "" ? 0 : guestDays * 24 * 60 * 60,
  };
}

/** The same as the value of a Set-Cookie header. */
export function guestCookieHeader(secret: string): string {
  const carrier = new NextResponse(null);
  carrier.cookies.set(guestCookie(secret));
  return carrier.headers.get("set-cookie") ?? "";
}

import { decode } from "next-auth/jwt";
import { guestBrowser, guestCookieName } from "./guest-browser";
import { guestKey } from "./guest-key";
import { authSecret } from "./secret";
import { findSessionUser, type SessionUser } from "./session";
import { sessionCookieName } from "./session-cookie";
import type { Viewer } from "./viewer-type";

export interface RequestParts {
  cookies: { get(name: string): { value: string } | undefined };
  headers: Headers;
}

export interface Identified {
  viewer: Viewer;
  /** The session behind a member; null for a guest. */
  session: SessionUser | null;
}

/** Who sent a request: the member whose session its cookie opens, else a guest known by address. */
export async function viewerFromRequest({ cookies, headers }: RequestParts): Promise<Identified> {
  const cookie = cookies.get(sessionCookieName())?.value;
  const token = cookie ? await decode({ token: cookie, secret: authSecret() }).catch(() => null) : null;
  const session = typeof token?.sid === "string" ? await findSessionUser(token.sid) : null;
  if (session) {
    const { id, handle, name, role, suspension } = session;
    return {
      viewer: { kind: "member", id, handle, name, role, ...(suspension && { suspension }) },
      session,
    };
  }
  const browser = guestBrowser(cookies.get(guestCookieName())?.value);
  return { viewer: { kind: "guest", key: guestKey(headers), browser }, session: null };
}

import { cookies, headers } from "next/headers";
import { decode } from "next-auth/jwt";
import { cache } from "react";
import { clientAddress } from "@/lib/http/client-address";
import { sessionCookieName } from "./options";
import { authSecret, keyedHash } from "./secret";
import { findSessionUser, type SessionUser } from "./session";
import type { Viewer } from "./viewer-type";

export type { Viewer } from "./viewer-type";

/** The session the request's cookie opens, or null. Looked up once a request. */
export const getSessionUser = cache(async (): Promise<SessionUser | null> => {
  const cookie = (await cookies()).get(sessionCookieName())?.value;
  if (!cookie) return null;
  const token = await decode({ token: cookie, secret: authSecret() }).catch(() => null);
  return typeof token?.sid === "string" ? findSessionUser(token.sid) : null;
});

/** Who is looking, for pages and routes. */
export const getViewer = cache(async (): Promise<Viewer> => {
  const user = await getSessionUser();
  if (user) return { kind: "member", id: user.id, handle: user.handle, name: user.name, role: user.role };
  return { kind: "guest", key: keyedHash("guest", clientAddress(await headers())).toString("base64url") };
});

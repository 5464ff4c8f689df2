import { cookies, headers } from "next/headers";
import type { NextAuthOptions } from "next-auth";
import { db } from "@/lib/db/client";
import { clientAddress } from "@/lib/limits/client-address";
import { createLogger } from "@/lib/log";
import { authAdapter } from "./adapter";
import { adoptGuest } from "./adopt-guest";
import { markBrowser, rememberPlace } from "./place";
import { authProviders } from "./providers";
import { returnPath } from "./return-path";
import { authSecret } from "./secret";
import { createSession, endSessionBySecret, sessionDays } from "./session";
import { secureCookies } from "./session-cookie";
import type { SignInRefused } from "./sign-in-refused";

/**
 * next-auth's cookie is an encrypted token that holds nothing but the secret of a row in Session; the row
 * decides (lib/auth/session.ts). next-auth's own database sessions do not cover local accounts and keep the
 * secret in clear.
 */
export function authOptions(tellRefusal: (refusal: SignInRefused) => void = () => {}): NextAuthOptions {
  const log = createLogger("auth");
  return {
    adapter: authAdapter,
    providers: authProviders(tellRefusal),
    secret: authSecret(),
    session: { strategy: "jwt", maxAge: sessionDays * 24 * 60 * 60 },
    useSecureCookies: secureCookies(),
    pages: { signIn: "/sign-in", error: "/sign-in", verifyRequest: "/sign-in?sent=1", signOut: "/settings" },
    logger: {
      error: (code, metadata) =>
        log.error({ code, error: metadata instanceof Error ? metadata.name : undefined }),
      warn: (code) => log.warn({ code }),
      debug: () => undefined,
    },
    callbacks: {
      signIn: async ({ user }) => {
        try {
          // The site's own account, and one that was deleted, are nobody's to sign in to.
          const closed = await db().user.count({ where: { id: asUuid(user.id), purpose: { not: null } } });
          return closed === 0;
        } catch (error) {
          // next-auth puts the message into an address: only our own word may stand there.
          log.error({ err: error }, "a sign-in failed");
          throw new Error("unreachable");
        }
      },
      jwt: async ({ token, user }) => {
        if (!user) return { sid: token.sid };
        const asked = await headers();
        const browser = markBrowser(await cookies());
        await rememberPlace(user.id, { address: clientAddress(asked), browser });
        const sid = await createSession(user.id, asked.get("user-agent"));
        await adoptGuest(user.id);
        return { sid };
      },
      session: async ({ session }) => ({ expires: session.expires }),
      redirect: async ({ url, baseUrl }) => {
        return baseUrl + returnPath(url, baseUrl);
      },
    },
    events: {
      signOut: async ({ token }) => {
        if (typeof token?.sid === "string") await endSessionBySecret(token.sid);
      },
    },
  };
}

/** An id as our tables hold it. Before a first sign-in elsewhere next-auth passes that site's id, which nobody here has. */
function asUuid(id: string): string {
  return /^[0-9a-f-]{36}$/.test(id) ? id : "00000000-0000-0000-0000-000000000000";
}

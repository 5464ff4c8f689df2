import { cookies, headers } from "next/headers";
import type { NextAuthOptions } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import EmailProvider from "next-auth/providers/email";
import GitHubProvider from "next-auth/providers/github";
import GoogleProvider from "next-auth/providers/google";
import { z } from "zod";
import { env } from "@/lib/env";
import { clientAddress } from "@/lib/limits/client-address";
import { createLogger } from "@/lib/log";
import { browserOf } from "./place";
import { signInLocally } from "./sign-in-locally";
import { SignInRefused } from "./sign-in-refused";

const credentialsSchema = z.object({ handle: z.string(), password: z.string() });

/** The ways to sign in that this installation offers besides a local account. */
export function configuredProviders(): { id: "github" | "google" | "email"; name: string }[] {
  const {
    GITHUB_CLIENT_ID,
    GITHUB_CLIENT_SECRET,
    GOOGLE_CLIENT_ID,
    GOOGLE_CLIENT_SECRET,
    EMAIL_SERVER,
    EMAIL_FROM,
  } = env();
  return [
    ...(GITHUB_CLIENT_ID && GITHUB_CLIENT_SECRET ? [{ id: "github" as const, name: "GitHub" }] : []),
    ...(GOOGLE_CLIENT_ID && GOOGLE_CLIENT_SECRET ? [{ id: "google" as const, name: "Google" }] : []),
    ...(EMAIL_SERVER && EMAIL_FROM ? [{ id: "email" as const, name: "E-mail" }] : []),
  ];
}

/** `tellRefusal` is told of a sign-in that was not tried, of which next-auth itself says only that it failed. */
export function authProviders(tellRefusal: (refusal: SignInRefused) => void): NextAuthOptions["providers"] {
  const environment = env();
  const enabled = new Set(configuredProviders().map(({ id }) => id));
  const providers: NextAuthOptions["providers"] = [
    CredentialsProvider({
      id: "local",
      name: "a local account",
      credentials: {
        handle: { label: "Handle", type: "text" },
        password: { label: "Password", type: "password" },
      },
      authorize: async (credentials) => {
        const place = { address: clientAddress(await headers()), browser: browserOf(await cookies()) };
        const attempt = credentialsSchema.safeParse(credentials);
        if (!attempt.success) return null;
        try {
          return await signInLocally({ ...attempt.data, ...place });
        } catch (error) {
          // next-auth puts the message into an address: only our own word may stand there.
          if (error instanceof SignInRefused) {
            tellRefusal(error);
            throw new Error(error.word);
          }
          createLogger("auth").error({ err: error }, "a sign-in failed");
          throw new Error("unreachable");
        }
      },
    }),
  ];
  if (enabled.has("github")) providers.push(gitHub(environment.GITHUB_BASE_URL));
  if (enabled.has("google")) {
    providers.push(
      GoogleProvider({
        clientId: environment.GOOGLE_CLIENT_ID ?? "",
        clientSecret: environment.GOOGLE_CLIENT_SECRET ?? "",
        // An address that is not verified could be anybody's.
        profile: ({ sub, name, email, email_verified: verified, picture }) => ({
          id: sub,
          name,
          email: verified ? email : null,
          image: picture,
        }),
        ...(environment.GOOGLE_ISSUER && {
          issuer: environment.GOOGLE_ISSUER,
          wellKnown: `${environment.GOOGLE_ISSUER}/.well-known/openid-configuration`,
        }),
      }),
    );
  }
  if (enabled.has("email")) {
    providers.push(
      EmailProvider({ server: environment.EMAIL_SERVER, from: environment.EMAIL_FROM, maxAge: 30 * 60 }),
    );
  }
  return providers;
}

/** GitHub: github.com, or a GitHub Enterprise server, whose API is under /api/v3. */
function gitHub(baseUrl: string | undefined) {
  const { GITHUB_CLIENT_ID = "", GITHUB_CLIENT_SECRET = "" } = env();
  const base = baseUrl?.replace(/\/$/, "");
  const site = base ?? "https://github.com";
  return GitHubProvider({
    clientId: GITHUB_CLIENT_ID,
    clientSecret: GITHUB_CLIENT_SECRET,
    authorization: { url: `${site}/login/oauth/authorize`, params: { scope: "read:user" } },
    token: `${site}/login/oauth/access_token`,
    userinfo: {
      url: base ? `${base}/api/v3/user` : "https://api.github.com/user",
      request: async ({ client, tokens }) => client.userinfo(tokens.access_token ?? ""),
    },
    // An address GitHub has not verified could be anybody's, so none is taken: the account is known by its id.
    profile: (profile) => ({
      id: String(profile.id),
      name: profile.name ?? profile.login,
      email: null,
      image: profile.avatar_url,
    }),
  });
}

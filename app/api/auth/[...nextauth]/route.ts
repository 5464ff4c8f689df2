import { randomUUID } from "node:crypto";
import { cookies } from "next/headers";
import type { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { authOptions } from "@/lib/auth/options";
import { returnPath } from "@/lib/auth/return-path";
import { callbackCookieName } from "@/lib/auth/session-cookie";
import type { SignInRefused } from "@/lib/auth/sign-in-refused";
import { siteUrl } from "@/lib/env";
import { guardAuth } from "@/lib/http/guard-auth";
import { problemResponse, toAppError } from "@/lib/http/problem";
import { createLogger } from "@/lib/log";

interface Context {
  params: Promise<{ nextauth: string[] }>;
}

async function handler(request: NextRequest, context: Context): Promise<Response> {
  // next-auth takes the address it puts into e-mails and redirects from here and nowhere else.
  process.env.NEXTAUTH_URL = siteUrl();
  const { nextauth } = await context.params;
  // Its log for browsers writes whatever anybody sends.
  if (nextauth[0] === "_log") return new Response(null, { status: 404 });
  if (request.method === "GET" && nextauth.join("/") === "callback/local")
    return new Response(null, { status: 405, headers: { allow: "POST" } });
  const requestId = randomUUID();
  try {
    const guarded = await guardAuth(request, nextauth);
    await forgetForeignReturn(request);
    let refused: SignInRefused | undefined;
    const response = await NextAuth(
      guarded,
      context,
      authOptions((refusal) => {
        refused = refusal;
      }),
    );
    return refused ? withRefusal(response, refused) : response;
  } catch (thrown) {
    const error = toAppError(thrown);
    if (error.code === "internal") createLogger("auth").error({ err: thrown, requestId }, "a request failed");
    return problemResponse(error, requestId);
  }
}

/** next-auth keeps in a cookie where to return to, and has a fault of its own for one that is no address. */
async function forgetForeignReturn(request: NextRequest): Promise<void> {
  const kept = request.cookies.get(callbackCookieName())?.value;
  if (kept && kept !== siteUrl() && kept !== siteUrl() + returnPath(kept, siteUrl()))
    (await cookies()).delete(callbackCookieName());
}

/** The same answer with the status of what was refused, and when to come back. */
function withRefusal(response: Response, { status, details }: SignInRefused): Response {
  const headers = new Headers(response.headers);
  headers.set("retry-after", String(details.retryAfterSeconds));
  return new Response(response.body, { status: headers.has("location") ? response.status : status, headers });
}

export { handler as GET, handler as POST };

import { randomUUID } from "node:crypto";
import type { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { authOptions } from "@/lib/auth/options";
import { siteUrl } from "@/lib/env";
import { guardAuthPost } from "@/lib/http/guard-auth-post";
import { problemResponse, toAppError } from "@/lib/http/problem";

interface Context {
  params: Promise<{ nextauth: string[] }>;
}

async function handler(request: NextRequest, context: Context): Promise<Response> {
  // next-auth takes the address it puts into e-mails and redirects from here and nowhere else.
  process.env.NEXTAUTH_URL = siteUrl();
  const { nextauth } = await context.params;
  // Its log for browsers writes whatever anybody sends.
  if (nextauth[0] === "_log") return new Response(null, { status: 404 });
  try {
    const guarded = request.method === "POST" ? await guardAuthPost(request, nextauth) : request;
    return await NextAuth(guarded, context, authOptions());
  } catch (error) {
    return problemResponse(toAppError(error), randomUUID());
  }
}

export { handler as GET, handler as POST };

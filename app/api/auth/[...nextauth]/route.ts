import type { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { authOptions } from "@/lib/auth/options";
import { siteUrl } from "@/lib/env";

interface Context {
  params: Promise<{ nextauth: string[] }>;
}

function handler(request: NextRequest, context: Context): Promise<Response> {
  // next-auth takes the address it puts into e-mails and redirects from here and nowhere else.
  process.env.NEXTAUTH_URL = siteUrl();
  return NextAuth(request, context, authOptions());
}

export { handler as GET, handler as POST };

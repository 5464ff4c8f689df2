import { cookies, headers } from "next/headers";
import { guestCookie } from "@/lib/auth/guest-browser";
import { AppError } from "@/lib/errors";
import type { RouteHandler } from "./route";

/**
 * Does for a form without JavaScript what a route does: the same access, limit, schema and handler. Next itself
 * refuses forms of other sites. Throws `AppError` where the route answers with a problem.
 */
export async function performForm<T>(
  handler: RouteHandler<T>,
  body: unknown,
  params: Record<string, string> = {},
  query: Record<string, string> = {},
): Promise<T> {
  const sender = { cookies: await cookies(), headers: await headers() };
  // A form's answer is a page, so nobody who has left is waited for.
  const { signal } = new AbortController();
  const { result, viewer } = await handler.perform({
    ...{ sender, method: "POST", params, query, signal },
    readBody: async () => body,
  });
  const secret = viewer.kind === "guest" ? viewer.browser?.madeSecret() : null;
  if (secret) (await cookies()).set(guestCookie(secret));
  return result;
}

/** What a form says once more of what it was sent; empty where nothing was refused. */
export interface FormState {
  error: string;
}

/** Does what a form asks for, and says what the site refuses, for the page that the form stands on. */
export async function refusalOf(work: () => Promise<unknown>): Promise<FormState> {
  try {
    await work();
    return { error: "" };
  } catch (error) {
    if (error instanceof AppError) return { error: error.message };
    throw error;
  }
}

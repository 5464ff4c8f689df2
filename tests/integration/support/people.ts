import { randomBytes } from "node:crypto";
import { inspect } from "node:util";
import { NextRequest } from "next/server";
import { encode } from "next-auth/jwt";
import { authSecret } from "@/lib/auth/secret";
import { createSession } from "@/lib/auth/session";
import { sessionCookieName } from "@/lib/auth/session-cookie";
import type { Viewer, ViewerRole } from "@/lib/auth/viewer-type";
import { db } from "@/lib/db/client";
import { type AppError, errorStatus } from "@/lib/errors";
import { refusalOf } from "@/lib/http/problem";
import { problemsOf } from "@/lib/http/problems-of";
import type { RouteHandler } from "@/lib/http/route";

export interface Person {
  id: string;
  handle: string;
  viewer: Extract<Viewer, { kind: "member" }>;
  /** The cookie header of a browser this person is signed in with. */
  cookie: string;
}

/** A signed-in person with a role, made past the sign-up form. */
export async function createPerson(role: ViewerRole = "member"): Promise<Person> {
  const handle = `p-${randomBytes(5).toString("hex")}`;
  const { id, name } = await db().user.create({ data: { handle, role } });
  const sid = await createSession(id, "a test's browser");
  const token = await encode({ token: { sid }, secret: authSecret() });
  const viewer = { kind: "member" as const, id, handle, name, role };
  return { id, handle, viewer, cookie: `${sessionCookieName()}=${token}` };
}

interface Call {
  method?: string;
  path?: string;
  body?: unknown;
  person?: Person | null;
  headers?: Record<string, string>;
  params?: Record<string, string>;
  signal?: AbortSignal;
  /** Whether the test brings trouble about, so that the site may say that it cannot answer now. */
  inTrouble?: boolean;
}

/**
 * Calls a route handler as the web server would. A text or bytes are sent as they are, anything else as JSON. Throws where
 * the answer is none that the route's definition, and so the API document, tells of, and with what is the matter where the
 * site cannot answer now though the test wants it to.
 */
export async function call(
  handler: RouteHandler,
  { method = "GET", path = "/", ...rest }: Call = {},
): Promise<Response> {
  const { body, person, headers = {}, params = {}, signal, inTrouble = false } = rest;
  const request = new NextRequest(new URL(path, "http://localhost:3000"), {
    method,
    ...(body !== undefined && { body: sent(body) }),
    ...(signal && { signal }),
    headers: {
      host: "localhost:3000",
      "x-forwarded-for": "192.0.2.1",
      ...(body !== undefined && { "content-type": "application/json" }),
      ...(person && { cookie: person.cookie }),
      ...headers,
    },
  });
  const response = await handler(request, { params: Promise.resolve(params) });
  const refusal = refusalOf(response);
  if (refusal?.code === "unavailable" && !inTrouble)
    throw new Error(`${method} ${path} was put off: ${refusal.message} ${causesOf(refusal)}`, {
      cause: refusal,
    });
  const { answer } = handler.definition;
  const stated: number[] = [
    answer.status,
    ...(answer.mayBeUnchanged ? [304] : []),
    ...(answer.otherStatuses ?? []),
    ...problemsOf(handler.definition, method).map((code) => errorStatus[code]),
  ];
  if (!stated.includes(response.status))
    throw new Error(`${method} ${path} does not say that it may answer ${response.status}`);
  return response;
}

/** What lies under an error, in one line: Prisma's say the least and their causes the most. */
const causesOf = (error: AppError) =>
  inspect(error.cause, { depth: 6, breakLength: Number.POSITIVE_INFINITY });

function sent(body: unknown): string | Uint8Array<ArrayBuffer> {
  if (body instanceof Uint8Array) return new Uint8Array(body);
  return typeof body === "string" ? body : JSON.stringify(body);
}

/** A guest as the routes know one; each name is another guest. */
export function guest(name = "somebody"): Viewer {
  return { kind: "guest", key: `guest-${name}` };
}

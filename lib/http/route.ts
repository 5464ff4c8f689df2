import { randomUUID } from "node:crypto";
import type { NextRequest } from "next/server";
import { z } from "zod";
import { guestKey, viewerFromRequest } from "@/lib/auth/viewer-from-request";
import { roleIncludes, type Viewer, type ViewerRole } from "@/lib/auth/viewer-type";
import { AppError } from "@/lib/errors";
import { type LimitRule, limiter } from "@/lib/limits/rate-limit";
import { createLogger } from "@/lib/log";
import { checkOrigin } from "./check-origin";
import { problemResponse, toAppError } from "./problem";
import { readJsonBody } from "./read-json-body";

export type Member = Extract<Viewer, { kind: "member" }> & { sessionId: string };

/** Who may call: anybody, or somebody signed in with at least this role. */
export type Access = "anyone" | ViewerRole;

interface Definition<P, Q, B, A extends Access> {
  access: A;
  params?: z.ZodType<P>;
  query?: z.ZodType<Q>;
  body?: z.ZodType<B>;
  /** Largest body in bytes. */
  maxBodyBytes?: number;
  /** A limit on calls by one viewer, beside what the domain itself limits. */
  limit?: LimitRule;
  handle: (input: {
    params: P;
    query: Q;
    body: B;
    viewer: A extends "anyone" ? Viewer : Member;
    request: NextRequest;
  }) => Promise<unknown>;
}

export interface RouteHandler {
  (request: NextRequest, context: { params: Promise<Record<string, string | string[]>> }): Promise<Response>;
  /** What the access matrix and the API document are made from. */
  definition: { access: Access; params?: z.ZodType; query?: z.ZodType; body?: z.ZodType };
}

const log = () => createLogger("http");

/**
 * A route handler from a schema, an access rule and one call. `handle` returns what is sent as JSON, `created()`
 * for a 201, nothing for a 204, or a Response of its own.
 */
export function route<P = unknown, Q = unknown, B = unknown, A extends Access = "anyone">(
  definition: Definition<P, Q, B, A>,
): RouteHandler {
  const { access, params, query, body } = definition;
  const handler = async (
    request: NextRequest,
    context: { params: Promise<Record<string, string | string[]>> },
  ): Promise<Response> => {
    const requestId = randomUUID();
    const started = performance.now();
    let response: Response;
    try {
      response = await answer(definition, request, context, requestId);
    } catch (thrown) {
      const error = toAppError(thrown);
      if (error.code === "internal") log().error({ err: thrown, requestId }, "a request failed");
      response = problemResponse(error, requestId);
    }
    // A body that nobody reads would hold what it holds for good: Next leaves it be for HEAD and for who has left.
    if (request.method === "HEAD" || request.signal.aborted) await response.body?.cancel();
    const millis = Math.round(performance.now() - started);
    const { pathname } = request.nextUrl;
    log().info(
      { requestId, method: request.method, path: pathname, status: response.status, millis },
      "request",
    );
    return response;
  };
  return Object.assign(handler, { definition: { access, params, query, body } });
}

async function answer<P, Q, B, A extends Access>(
  definition: Definition<P, Q, B, A>,
  request: NextRequest,
  context: { params: Promise<Record<string, string | string[]>> },
  requestId: string,
): Promise<Response> {
  checkOrigin(request);
  const viewer = await allowedViewer(definition.access, request);
  if (definition.limit) await applyLimit(definition.limit, viewer, request);
  const result = await definition.handle({
    params: parse(definition.params, await context.params),
    query: parse(definition.query, Object.fromEntries(request.nextUrl.searchParams)),
    body: parse(definition.body, definition.body && (await readJsonBody(request, definition.maxBodyBytes))),
    // The check above is what makes a member of the viewer wherever the rule asks for one.
    viewer: viewer as A extends "anyone" ? Viewer : Member,
    request,
  });
  return toResponse(result, requestId);
}

async function allowedViewer(access: Access, request: NextRequest): Promise<Viewer | Member> {
  const { viewer, session } = await viewerFromRequest(request);
  if (access === "anyone") return viewer;
  if (viewer.kind !== "member" || !session) throw new AppError("unauthenticated", "Sign in first.");
  if (!roleIncludes(viewer.role, access)) throw new AppError("forbidden", `Only a ${access} may do this.`);
  return { ...viewer, sessionId: session.sessionId };
}

async function applyLimit(rule: LimitRule, viewer: Viewer, request: NextRequest): Promise<void> {
  const ofMember = viewer.kind === "member" && !rule.byAddress;
  const taken = await limiter(rule).take(ofMember ? viewer.id : guestKey(request.headers));
  if (taken.allowed) return;
  const { retryAfterSeconds } = taken;
  const message = `That was too often. Try again in ${retryAfterSeconds} seconds.`;
  throw new AppError("too-many-requests", message, { retryAfterSeconds });
}

function parse<T>(schema: z.ZodType<T> | undefined, value: unknown): T {
  // Without a schema the handler asked for nothing, and gets nothing it could rely on.
  return schema ? schema.parse(value) : (undefined as T);
}

class Created {
  constructor(
    readonly body: unknown,
    readonly location: string,
  ) {}
}

/** A 201 with where the new thing is. */
export function created(body: unknown, location: string): Created {
  return new Created(body, location);
}

function toResponse(result: unknown, requestId: string): Response {
  if (result instanceof Response) return result;
  const headers = new Headers({ "x-request-id": requestId, "cache-control": "no-store" });
  if (result === undefined) return new Response(null, { status: 204, headers });
  headers.set("content-type", "application/json");
  if (!(result instanceof Created)) return new Response(JSON.stringify(result), { headers });
  headers.set("location", result.location);
  return new Response(JSON.stringify(result.body), { status: 201, headers });
}

export const idParams = z.object({ id: z.uuid() });

import { randomUUID } from "node:crypto";
import type { NextRequest } from "next/server";
import { z } from "zod";
import { sentAuthorization } from "@/lib/api-keys/sent-key";
import { guestCookieHeader } from "@/lib/auth/guest-browser";
import { createLogger } from "@/lib/log";
import { atMostOnce } from "./at-most-once";
import { checkOrigin, checkOwnOrigin } from "./check-origin";
import { type Access, type Definition, fileBody, type RouteDefinition } from "./definition";
import { type LimitHeaders, limitHeaders } from "./limit-headers";
import { type Asked, admit, type Performed, perform, performFor } from "./perform";
import { problemResponse, toAppError } from "./problem";
import { readBody } from "./read-body";
import { readJsonBody } from "./read-json-body";

interface RouteContext {
  params: Promise<Record<string, string | string[]>>;
}

export interface RouteHandler<T = unknown> {
  (request: NextRequest, context: RouteContext): Promise<Response>;
  /** What the access matrix and the API document are made from. */
  definition: RouteDefinition;
  /** The same for who asks by a form without JavaScript (form.ts). */
  perform: (asked: Asked) => Promise<Performed<T>>;
}

const log = () => createLogger("http");

/** What a question needs many times over. Routes that take a text state what theirs needs. */
export const defaultMaxBodyBytes = 16 * 1024;

/** A route handler from schemas, an access rule and one call. */
export function route<
  P = unknown,
  Q = unknown,
  B = unknown,
  A extends Access = "anyone",
  S extends boolean = false,
  T = unknown,
>(definition: Definition<P, Q, B, A, S, T>): RouteHandler<T> {
  const handler = async (request: NextRequest, context: RouteContext): Promise<Response> => {
    const requestId = randomUUID();
    const started = performance.now();
    let response: Response;
    let limit: LimitHeaders | undefined;
    try {
      response = await answer(definition, request, context, {
        requestId,
        tellLimit: (rule, taken) => {
          limit = limitHeaders(rule, taken);
        },
      });
    } catch (thrown) {
      const error = toAppError(thrown);
      if (error.code === "internal") log().error({ err: thrown, requestId }, "a request failed");
      if (error.code === "unavailable") log().warn({ err: thrown, requestId }, "a request was put off");
      response = problemResponse(error, requestId);
    }
    for (const [name, value] of Object.entries(limit ?? {})) response.headers.set(name, value);
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
  const { handle: _, ...stated } = definition;
  return Object.assign(handler, {
    definition: stated,
    perform: (asked: Asked) => perform(definition, asked),
  });
}

async function answer<P, Q, B, A extends Access, S extends boolean, T>(
  definition: Definition<P, Q, B, A, S, T>,
  request: NextRequest,
  context: RouteContext,
  { requestId, tellLimit }: { requestId: string } & Required<Pick<Asked, "tellLimit">>,
): Promise<Response> {
  // Browsers add cookies to what another site's page asks for, and never a key.
  const authorization = sentAuthorization(request.headers);
  if (definition.ownOrigin) checkOwnOrigin(request);
  else if (authorization === null) checkOrigin(request);
  const { maxBodyBytes = defaultMaxBodyBytes } = definition;
  const body: z.ZodType | undefined = definition.body;
  const { signal, headers } = request;
  const caller = await admit(definition, {
    sender: request,
    ...{ method: request.method, authorization, tellLimit },
  });
  const asked = {
    sender: request,
    params: await context.params,
    query: namedValues(request.nextUrl.searchParams),
    readBody: () =>
      body === fileBody ? readBody(request, maxBodyBytes) : readJsonBody(request, maxBodyBytes),
    signal,
  };
  const { viewer } = caller;
  const response = await atMostOnce(definition, { request, viewer, asked }, async (known) =>
    definition.answer.respond(await performFor(caller, definition, known), {
      ...{ requestId, viewer, signal, headers, url: request.nextUrl },
    }),
  );
  // What is answered to one program is nobody else's to keep.
  if (authorization !== null) response.headers.set("cache-control", "no-store");
  const secret = viewer.kind === "guest" ? viewer.browser?.madeSecret() : null;
  if (secret) response.headers.append("set-cookie", guestCookieHeader(secret));
  return response;
}

export const idParams = z.object({ id: z.uuid() });

/** The values of a query by their names; of a name that comes several times all of them, which most schemas refuse. */
function namedValues(params: URLSearchParams): Record<string, string | string[]> {
  const values: [string, string | string[]][] = [...new Set(params.keys())].map((name) => {
    const all = params.getAll(name);
    return [name, all.length === 1 ? (all[0] ?? "") : all];
  });
  return Object.fromEntries(values);
}

import type { z } from "zod";
import { viewerFromKey } from "@/lib/api-keys/viewer-from-key";
import { guestKey } from "@/lib/auth/guest-key";
import { suspended } from "@/lib/auth/suspension";
import { type Identified, type RequestParts, viewerFromRequest } from "@/lib/auth/viewer-from-request";
import { roleIncludes, type Viewer } from "@/lib/auth/viewer-type";
import { AppError } from "@/lib/errors";
import { clientAddress } from "@/lib/limits/client-address";
import { type LimitRule, limiter, type Taken } from "@/lib/limits/rate-limit";
import type { Access, Definition, Member, RouteDefinition } from "./definition";
import { checkKeyScope, keyScopeOf } from "./key-scope";
import { invalidInput } from "./problem";

/** A request as far as a definition looks at it: a route's, or that of a form without JavaScript. */
export interface Asked {
  sender: RequestParts;
  method: string;
  /** What stands in the header by which keys come (`sentAuthorization`). Then no cookie is looked at. */
  authorization?: string | null;
  params?: unknown;
  query?: unknown;
  /** Read only once the caller is known to be allowed. */
  readBody: () => Promise<unknown>;
  signal: AbortSignal;
  /** Is told what is left of the limit on calls, also where it refuses, and before anything else can. */
  tellLimit?: (rule: LimitRule, taken: Taken) => void;
}

/** Who asks, and how. */
export type AskedBy = Pick<Asked, "sender" | "method" | "authorization" | "tellLimit">;

/** What is asked for. */
export type AskedFor = Omit<Asked, "method" | "authorization" | "tellLimit">;

export interface Performed<T> {
  viewer: Viewer;
  result: T;
}

/** Does what a definition says for whoever may ask it: access, limit, schemas, then its handler. */
export async function perform<P, Q, B, A extends Access, S extends boolean, T>(
  definition: Definition<P, Q, B, A, S, T>,
  asked: Asked,
): Promise<Performed<T>> {
  const caller = await admit(definition, asked);
  return { viewer: caller.viewer, result: await performFor(caller, definition, asked) };
}

/** Who may ask for something, and has not asked too often. */
export interface Caller {
  viewer: Viewer;
  sessionId: string | null;
}

/** Lets whoever asks in or throws: by access and limit. */
export async function admit(
  definition: RouteDefinition,
  { sender, method, authorization = null, tellLimit }: AskedBy,
): Promise<Caller> {
  const { viewer, session } =
    authorization === null
      ? await viewerFromRequest(sender)
      : await holderOf(definition, { authorization, method });
  const needsSession = definition.session === true;
  if (definition.access !== "anyone") {
    if (viewer.kind !== "member" || (needsSession && !session))
      throw new AppError("unauthenticated", "Sign in first.");
    if (!roleIncludes(viewer.role, definition.access))
      throw new AppError("forbidden", `Only a ${definition.access} may do this.`);
  }
  const changes = method !== "GET" && method !== "HEAD" && !definition.readsOnly;
  if (viewer.kind === "member" && viewer.suspension && changes && !definition.whileSuspended)
    throw suspended(viewer.suspension);
  if (definition.limit) await applyLimit(definition.limit, viewer, sender.headers, tellLimit);
  return { viewer, sessionId: needsSession && session ? session.sessionId : null };
}

/** Does what a definition says for a caller who was let in: schemas, then its handler. */
export async function performFor<P, Q, B, A extends Access, S extends boolean, T>(
  { viewer, sessionId }: Caller,
  definition: Definition<P, Q, B, A, S, T>,
  { sender, params, query, readBody, signal }: AskedFor,
): Promise<T> {
  return definition.handle({
    params: parse(definition.params, params),
    query: parse(definition.query, query),
    body: parse(definition.body, definition.body && (await readBody())),
    // The checks above are what makes a member and a session of them wherever the rule asks for one.
    viewer: viewer as A extends "anyone" ? Viewer : Member,
    sessionId: sessionId as S extends true ? string : null,
    address: clientAddress(sender.headers),
    headers: sender.headers,
    signal,
  });
}

/** The member whose key was sent, where it may do this. */
async function holderOf(
  definition: RouteDefinition,
  { authorization, method }: { authorization: string; method: string },
): Promise<Identified> {
  const { viewer, scopes } = await viewerFromKey(authorization);
  checkKeyScope(keyScopeOf(definition, method), scopes);
  return { viewer, session: null };
}

async function applyLimit(
  rule: LimitRule,
  viewer: Viewer,
  headers: Headers,
  tellLimit: Asked["tellLimit"],
): Promise<void> {
  const ofMember = viewer.kind === "member" && !rule.byAddress;
  const taken = await limiter(rule).take(ofMember ? viewer.id : guestKey(headers));
  tellLimit?.(rule, taken);
  if (taken.allowed) return;
  const { retryAfterSeconds } = taken;
  const message = `That was too often. Try again in ${retryAfterSeconds} seconds.`;
  throw new AppError("too-many-requests", message, { retryAfterSeconds });
}

function parse<V>(schema: z.ZodType<V> | undefined, value: unknown): V {
  // Without a schema the handler asked for nothing, and gets nothing it could rely on.
  if (!schema) return undefined as V;
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw invalidInput(parsed.error);
  return parsed.data;
}

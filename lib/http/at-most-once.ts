import type { NextRequest } from "next/server";
import type { Viewer } from "@/lib/auth/viewer-type";
import { AppError } from "@/lib/errors";
import { answerOnce } from "@/lib/idempotency/answer-once";
import { fingerprintOf, sentIdempotencyKey } from "@/lib/idempotency/idempotency-key";
import type { RouteDefinition } from "./definition";
import { keyScopeOf } from "./key-scope";
import type { AskedFor } from "./perform";

interface Request {
  request: NextRequest;
  viewer: Viewer;
  asked: AskedFor;
}

/**
 * Whether a route takes idempotency keys: what changes something and is open to API keys. What is a browser's alone may answer
 * with a secret, which is not to be kept.
 */
export function takesIdempotencyKey(definition: RouteDefinition, method: string): boolean {
  return changes(definition, method) && keyScopeOf(definition, method) !== null;
}

function changes({ readsOnly }: RouteDefinition, method: string): boolean {
  return method !== "GET" && method !== "HEAD" && !readsOnly;
}

/** Answers; with an idempotency key once for all who send it (`answerOnce`). What changes nothing takes no notice of one. */
export async function atMostOnce(
  definition: RouteDefinition,
  { request, viewer, asked }: Request,
  answer: (asked: AskedFor) => Promise<Response>,
): Promise<Response> {
  const { method, headers, nextUrl } = request;
  const key = changes(definition, method) ? sentIdempotencyKey(headers) : null;
  if (key === null) return answer(asked);
  if (!takesIdempotencyKey(definition, method))
    throw new AppError("invalid-input", "What is asked for here takes no idempotency key.");
  if (viewer.kind !== "member")
    throw new AppError("unauthenticated", "Sign in or send an API key with an idempotency key.");
  const body = definition.body ? await asked.readBody() : undefined;
  const content = body instanceof Uint8Array ? body : JSON.stringify(body ?? null);
  const fingerprint = fingerprintOf([method, nextUrl.pathname, nextUrl.search, content]);
  return answerOnce({ userId: viewer.id, key, fingerprint }, () =>
    answer({ ...asked, readBody: async () => body }),
  );
}

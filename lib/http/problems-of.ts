import { type ErrorCode, errorStatus } from "@/lib/errors";
import { takesIdempotencyKey } from "./at-most-once";
import { fileBody, type RouteDefinition } from "./definition";

/** Every refusal a route may answer with: what its definition implies, and what it says of its domain. */
export function problemsOf(definition: RouteDefinition, method: string): ErrorCode[] {
  const { access, session, params, query, body, limit, problems = [] } = definition;
  const implied: [ErrorCode, unknown][] = [
    ["invalid-input", method !== "GET" || (params ?? query ?? body)],
    // A key that is none; and where nobody is signed in who has to be.
    ["unauthenticated", true],
    // A change that another site's page or a key without its scope asks for; and a role that is not enough.
    ["forbidden", method !== "GET" || session || !["anyone", "member"].includes(access)],
    // What an idempotency key was for already, or is for now.
    ["conflict", takesIdempotencyKey(definition, method)],
    ["unprocessable", takesIdempotencyKey(definition, method)],
    ["too-large", body],
    ["unsupported-media-type", body !== fileBody && body],
    ["too-many-requests", limit],
    ["internal", true],
    ["unavailable", true],
  ];
  const stated = new Set<ErrorCode>(problems);
  for (const [code, holds] of implied) if (holds) stated.add(code);
  return [...stated].toSorted((a, b) => errorStatus[a] - errorStatus[b]);
}

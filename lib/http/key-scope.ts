import type { KeyScope } from "@/lib/api-keys/key-scopes";
import { AppError } from "@/lib/errors";
import type { RouteDefinition } from "./definition";

/** What a key must be allowed to call a route: `read` for all that changes nothing; null where no key will do. */
export function keyScopeOf(
  { session, readsOnly, keyScope }: RouteDefinition,
  method: string,
): KeyScope | null {
  if (session) return null;
  return method === "GET" || method === "HEAD" || readsOnly ? "read" : (keyScope ?? null);
}

/** Throws "forbidden" for a key that is not allowed what a route needs. */
export function checkKeyScope(needed: KeyScope | null, scopes: ReadonlySet<KeyScope>): void {
  if (needed === null)
    throw new AppError("forbidden", "No key may do this. Sign in with a browser and do it there.");
  if (scopes.has(needed)) return;
  throw new AppError(
    "forbidden",
    `This key may not do this: it was not allowed to ${needed}. Make one that is.`,
    {
      challenge: `error="insufficient_scope", scope="${needed}"`,
    },
  );
}

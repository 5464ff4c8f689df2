import type { KeyScope } from "@/lib/api-keys/key-scopes";
import { keyScopeOf } from "./key-scope";
import type { RouteHandler } from "./route";

export const apiMethods = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;
export type ApiMethod = (typeof apiMethods)[number];

/** A route with where it stands. */
export interface ApiRoute {
  method: ApiMethod;
  /** As the folders have it: `/api/v1/runs/[id]`. */
  path: string;
  /** The folder under `v1` that it stands in: `runs`. */
  resource: string;
  /** What a key must be allowed to call it; null where none will do. */
  keyScope: KeyScope | null;
  handler: RouteHandler;
}

/** The routes of the files under `app/api`, which are named from there: `v1/runs/[id]/route.ts`. Sorted by path. */
export function apiRoutesOf(files: Record<string, Record<string, unknown>>): ApiRoute[] {
  const byPath = Object.entries(files).map(
    ([file, exported]) => [`/api/${file.replace(/\/route\.ts$/, "")}`, exported] as const,
  );
  byPath.sort(([a], [b]) => (a < b ? -1 : 1));
  return byPath.flatMap(([path, exported]) => {
    const [, , , resource = ""] = path.split("/");
    return apiMethods.flatMap((method): ApiRoute[] => {
      const handler = exported[method];
      if (handler === undefined) return [];
      if (!isRouteHandler(handler)) throw new Error(`${method} ${path} is not made with route()`);
      const keyScope = keyScopeOf(handler.definition, method);
      return [{ method, path, resource, keyScope, handler }];
    });
  });
}

function isRouteHandler(value: unknown): value is RouteHandler {
  return typeof value === "function" && "definition" in value && "perform" in value;
}

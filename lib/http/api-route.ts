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
  /** What somebody must be allowed to call it: `runs:read`, `runs:write`. */
  scope: string;
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
      const reads = method === "GET" || handler.definition.readsOnly === true;
      const scope = `${resource}:${reads ? "read" : "write"}`;
      return [{ method, path, resource, scope, handler }];
    });
  });
}

function isRouteHandler(value: unknown): value is RouteHandler {
  return typeof value === "function" && "definition" in value && "perform" in value;
}

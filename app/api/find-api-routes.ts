import { type ApiRoute, apiRoutesOf } from "@/lib/http/api-route";

// Asked for when they are needed, since the route of the API document stands among them.
const files = import.meta.glob<Record<string, unknown>>("./v1/**/route.ts");
const doors = import.meta.glob<Record<string, unknown>>("./mcp/route.ts");

/** Every route of the API, sorted by path: whatever stands in `v1` is found. */
export async function findApiRoutes(): Promise<ApiRoute[]> {
  return routesOf(files);
}

async function routesOf(found: typeof files): Promise<ApiRoute[]> {
  const loaded = await Promise.all(
    Object.entries(found).map(async ([file, load]) => [file.replace(/^\.\//, ""), await load()] as const),
  );
  return apiRoutesOf(Object.fromEntries(loaded));
}

/** The same with the door of the Model Context Protocol, which leads to them. */
export async function findRoutes(): Promise<ApiRoute[]> {
  return [...(await routesOf(doors)), ...(await findApiRoutes())];
}

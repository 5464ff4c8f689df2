import { operationId } from "@/lib/api-document/api-document";
import type { ApiRoute } from "@/lib/http/api-route";
import { type BoundTool, bindTool } from "./call-tool";
import { mcpTools } from "./tools";

/** The tools by name, each with its route. Throws where there is none of that name. */
export function bindTools(routes: readonly ApiRoute[]): ReadonlyMap<string, BoundTool> {
  const byOperation = new Map(routes.map((route) => [operationId(route), route]));
  return new Map(
    mcpTools.map((tool) => {
      const route = byOperation.get(tool.operation);
      if (!route) throw new Error(`The tool ${tool.name} is of no route: ${tool.operation}.`);
      const confirming = tool.confirms === undefined ? null : byOperation.get(tool.confirms);
      if (confirming === undefined) throw new Error(`The tool ${tool.name} confirms by no route.`);
      return [tool.name, bindTool(tool, route, confirming)];
    }),
  );
}

import { NextRequest } from "next/server";
import { z } from "zod";
import type { ApiRoute } from "@/lib/http/api-route";
import type { Caller } from "./caller";
import { refused, type ToolAnswer, toolAnswer } from "./tool-answer";
import { type Place, type ToolInput, toolInput } from "./tool-input";
import type { McpTool } from "./tools";
import { maxWaitSeconds } from "./wait-for-end";

/** A tool with the route that does it. */
export interface BoundTool {
  tool: McpTool;
  route: ApiRoute;
  input: ToolInput;
}

export function bindTool(tool: McpTool, route: ApiRoute): BoundTool {
  return { tool, route, input: toolInput(route, tool) };
}

const word = z.union([z.string(), z.number(), z.boolean()]);
const waitSchema = z.number().int().min(1).max(maxWaitSeconds);

/** What the arguments of each place have to be for a request to be made of them. What is in a body its route judges. */
const placeSchemas: Record<Place, z.ZodType> = {
  ...{ params: word, header: word, wait: waitSchema, body: z.unknown() },
  query: z.union([word, z.array(word).max(100)]),
};

const waitWords = `Send a whole number from 1 to ${maxWaitSeconds}.`;

interface Call {
  caller: Caller;
  args: Record<string, unknown>;
  signal: AbortSignal;
  site: string;
}

/**
 * Asks a tool's route what its arguments say, by the route's own handler, with the key that came with the call and nothing else
 * that it came with: access, limits, schemas and idempotency are the route's.
 */
export async function callTool(
  { tool, route, input }: BoundTool,
  { caller, args, signal, site }: Call,
): Promise<ToolAnswer> {
  const needed = route.keyScope;
  if (needed === null) return refused("No key may do this. A person does it with a browser.");
  if (caller.authorization === null && (needed !== "read" || route.handler.definition.access !== "anyone"))
    return refused(
      `This needs a key that was allowed to ${needed}: make one in the settings, and send it as authorization: Bearer cck_...`,
    );
  const unknown = Object.keys(args).filter((name) => !input.places.has(name) || name in (tool.fixed ?? {}));
  if (unknown.length > 0) return refused(`It takes no ${unknown.join(", ").slice(0, 200)}.`);
  const all = { ...args, ...tool.fixed };
  const sent = (place: Place) =>
    Object.entries(all).filter(([name, value]) => input.places.get(name) === place && value !== undefined);
  for (const [name, value] of Object.entries(all)) {
    const place = input.places.get(name);
    if (value !== undefined && place && !placeSchemas[place].safeParse(value).success)
      return refused(`${name}: ${place === "wait" ? waitWords : "Send a text or a number."}`);
  }
  const params = Object.fromEntries(sent("params").map(([name, value]) => [name, String(value)]));
  // Ends what waits, such as a stream of events, once the call is answered.
  const ending = new AbortController();
  try {
    const request = new NextRequest(addressOf(route.path, { params, query: sent("query"), site }), {
      method: route.method,
      headers: headersOf(caller, sent("header"), route),
      signal: AbortSignal.any([signal, ending.signal]),
      ...(route.handler.definition.body && { body: JSON.stringify(Object.fromEntries(sent("body"))) }),
    });
    const response = await route.handler(request, { params: Promise.resolve(params) });
    return await toolAnswer({ tool, route, response, args: all, site });
  } finally {
    ending.abort();
  }
}

function addressOf(
  path: string,
  { params, query, site }: { params: Record<string, string>; query: [string, unknown][]; site: string },
): URL {
  const address = new URL(
    path.replaceAll(/\[(\w+)\]/g, (_, name: string) =>
      encodeURIComponent((params[name] ?? "").toWellFormed()),
    ),
    site,
  );
  for (const [name, value] of query)
    for (const each of [value].flat()) address.searchParams.append(name, String(each));
  return address;
}

function headersOf(
  { authorization, forwardedFor }: Caller,
  named: [string, unknown][],
  { handler }: ApiRoute,
): Headers {
  const headers = new Headers();
  if (authorization !== null) headers.set("authorization", authorization);
  if (forwardedFor !== null) headers.set("x-forwarded-for", forwardedFor);
  if (handler.definition.body) headers.set("content-type", "application/json");
  for (const [, value] of named) headers.set("idempotency-key", encodeHeader(String(value)));
  return headers;
}

/** A header holds Latin letters alone: of anything else the route says that it is no such key. */
function encodeHeader(value: string): string {
  return /^[\x20-\x7e]*$/.test(value) ? value : "\u00ff";
}

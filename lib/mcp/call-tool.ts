import { NextRequest } from "next/server";
import { z } from "zod";
import type { ApiRoute } from "@/lib/http/api-route";
import type { Caller } from "./caller";
import type { McpTool } from "./mcp-tool";
import { refusalOf, refused, type ToolAnswer, toolAnswer } from "./tool-answer";
import { type Place, type ToolInput, toolInput } from "./tool-input";
import { maxWaitSeconds } from "./wait-for-end";

/** A tool with the route that does it. */
export interface BoundTool {
  tool: McpTool;
  route: ApiRoute;
  input: ToolInput;
  /** What answers with the title by which it is confirmed; null where nothing is to be. */
  confirming: ApiRoute | null;
}

export function bindTool(tool: McpTool, route: ApiRoute, confirming: ApiRoute | null): BoundTool {
  return { tool, route, input: toolInput(route, tool), confirming };
}

const word = z.union([z.string(), z.number(), z.boolean()]);
const waitSchema = z.number().int().min(1).max(maxWaitSeconds);

/** What the arguments of each place have to be for a request to be made of them. What is in a body its route judges. */
const placeSchemas: Record<Place, z.ZodType> = {
  ...{ params: word, header: word, wait: waitSchema, body: z.unknown(), confirm: z.string() },
  query: z.union([word, z.array(word).max(100)]),
};

const waitWords = `Send a whole number from 1 to ${maxWaitSeconds}.`;

const confirmWords =
  "confirm: Repeat the title as it stands, letter by letter, once the person has said that exactly this is to be done.";
const titledSchema = z.looseObject({ title: z.string() });

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
  { tool, route, input, confirming }: BoundTool,
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
    const from = { params, caller, signal, site };
    const refusal = confirming && (await refuseUnlessRepeated(args.confirm, confirming, from));
    if (refusal) return refusal;
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

/** Refuses what does not repeat the title as the caller reads it, and in its route's words what they may not read; null where it does. */
async function refuseUnlessRepeated(
  said: unknown,
  titled: ApiRoute,
  { params, caller, signal, site }: Omit<Call, "args"> & { params: Record<string, string> },
): Promise<ToolAnswer | null> {
  const request = new NextRequest(addressOf(titled.path, { params, query: [], site }), {
    method: titled.method,
    headers: headersOf(caller, [], titled),
    signal: AbortSignal.any([signal]),
  });
  const response = await titled.handler(request, { params: Promise.resolve(params) });
  if (!response.ok) return refusalOf(response);
  const { title } = titledSchema.parse(await response.json());
  return said === title ? null : refused(confirmWords);
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

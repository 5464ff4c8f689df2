import { z } from "zod";
import type { ApiRoute } from "@/lib/http/api-route";
import { problemSchema } from "@/lib/http/problem-schema";
import type { McpTool } from "./mcp-tool";
import { maxAnswerChars, type Shortened, shortenJson, shortenLines } from "./shorten";
import { waitForEnd } from "./wait-for-end";

/** What is read of an answer at most, in bytes, so that reading it holds nobody up. */
const maxReadBytes = 2 * 1024 * 1024;

export interface ToolAnswer {
  content: { type: "text"; text: string }[];
  isError?: true;
  [word: string]: unknown;
}

interface Answered {
  tool: McpTool;
  route: ApiRoute;
  response: Response;
  args: Record<string, unknown>;
  /** The site's public address. */
  site: string;
}

/** What a route answered, as a program is told it: bounded, and with the page on which all of it stands. */
export async function toolAnswer({ tool, route, response, args, site }: Answered): Promise<ToolAnswer> {
  if (!response.ok) return refusalOf(response);
  const { event } = route.handler.definition.answer;
  if (event) {
    const { seconds } = z.looseObject({ seconds: z.number().default(25) }).parse(args);
    const state = await waitForEnd(response, seconds);
    return said(tool, { shortened: shortenJson(state), site, names: args });
  }
  const text = await readAtMost(response, maxReadBytes);
  if (text === null)
    return refused(
      `This is larger than can be given here. ${wholeOf(tool, args, site) ?? "Ask for it with the API."}`,
    );
  // JSON alone: `application/jsonl` begins alike.
  if (!/^application\/json\s*(;|$)/.test(response.headers.get("content-type") ?? ""))
    return said(tool, { shortened: shortenLines(text || "It is done."), site, names: args });
  const answer: unknown = JSON.parse(text);
  const isLarge = text.length > maxAnswerChars;
  const shortened = shortenJson(isLarge && tool.part ? tool.part(answer) : answer);
  return said(tool, { shortened, site, names: { ...z.looseObject({}).safeParse(answer).data, ...args } });
}

interface Said {
  shortened: Shortened;
  site: string;
  names: Record<string, unknown>;
}

function said(tool: McpTool, { shortened: { text, leftOut }, site, names }: Said): ToolAnswer {
  const about = [...leftOut, wholeOf(tool, names, site)].filter((line) => line !== null).join(" ");
  return { content: [text, about].filter(Boolean).map((each) => ({ type: "text", text: each })) };
}

/** The page for people, where the tool has one and everything that it is named by is known. */
function wholeOf({ page }: McpTool, names: Record<string, unknown>, site: string): string | null {
  if (page === undefined) return null;
  let isWhole = true;
  const path = page.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = names[name];
    if (typeof value !== "string" && typeof value !== "number") isWhole = false;
    return encodeURIComponent(String(value).toWellFormed());
  });
  return isWhole ? `All of it: ${site}${path}` : null;
}

/** A refusal in the route's own words, as what the tool came to, so that the model can mend what it asked. */
export async function refusalOf(response: Response): Promise<ToolAnswer> {
  const { title, fields = {} } = problemSchema.parse(await response.json());
  const after = response.headers.get("retry-after");
  return refused(
    [
      title,
      ...Object.entries(fields).map(([field, what]) => `${field}: ${what}`),
      ...(after ? [`It may be tried again in ${after} seconds.`] : []),
    ].join("\n"),
  );
}

export function refused(sentence: string): ToolAnswer {
  return { isError: true, content: [{ type: "text", text: sentence }] };
}

/** The text of an answer, or null for a larger one, which is not read on. */
async function readAtMost(response: Response, maxBytes: number): Promise<string | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > maxBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

import { type Command, Option } from "commander";
import { z } from "zod";
import { AppError } from "@/lib/errors";

/** Where a command asks, and as whom: the options that `withSite` adds. */
export interface SiteOptions {
  site: string;
  key?: string;
  json: boolean;
}

/** The options of a command that asks a site. A key stands better in the environment than in a list of processes. */
export function withSite(command: Command): Command {
  return command
    .addOption(
      new Option("--site <address>", "the site that is asked")
        .env("COMMONS_SITE")
        .default("http://localhost:3000"),
    )
    .addOption(new Option("--key <key>", "a key of yours, from the site's settings").env("COMMONS_KEY"))
    .option("--json", "print what the site answers as JSON", false)
    .exitOverride();
}

const patienceMillis = 60_000;
const problemSchema = z.looseObject({ title: z.string() });

/** What the site answers; null where it answers nothing. Throws `AppError` with the site's own sentence, or that nothing answers. */
export async function askSite(
  { site, key }: SiteOptions,
  method: string,
  path: string,
  body?: unknown,
): Promise<unknown> {
  const response = await fetch(addressOf(site, path), {
    ...{ method, redirect: "error", signal: AbortSignal.timeout(patienceMillis) },
    headers: {
      ...(key !== undefined && { authorization: `Bearer ${key}` }),
      ...(body !== undefined && { "content-type": "application/json" }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  }).catch((error: unknown) => {
    throw new AppError("unavailable", `Nothing answers at ${site}.`, {}, { cause: error });
  });
  const text = await response.text();
  const answer = text === "" ? null : jsonOf(text);
  if (response.ok) return answer;
  const said = problemSchema.safeParse(answer);
  const sentence = said.success ? said.data.title : `The site answered with ${response.status}.`;
  throw new AppError("unprocessable", sentence);
}

function addressOf(site: string, path: string): URL {
  try {
    const at = new URL(site);
    if (at.protocol === "http:" || at.protocol === "https:") return new URL(`/api/v1${path}`, at);
  } catch {
    // Said below.
  }
  throw new AppError("invalid-input", "Give the site's whole address, as https://example.org.");
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new AppError(
      "unprocessable",
      "What answers there is no such site: it sends no JSON.",
      {},
      { cause: error },
    );
  }
}

const pageSchema = z.looseObject({ items: z.array(z.unknown()), nextCursor: z.string().nullable() });
/** Pages of a list that are asked for, of 50 each: whoever wants more asks the API. */
const maxPages = 40;

/** All of a list, page by page. */
export async function listFromSite<T>(
  options: SiteOptions,
  path: string,
  item: z.ZodType<T>,
  query: Record<string, string> = {},
): Promise<T[]> {
  const all: unknown[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < maxPages; page++) {
    const asked: string = new URLSearchParams({
      ...query,
      limit: "50",
      ...(cursor !== null && { cursor }),
    }).toString();
    const { items, nextCursor } = pageSchema.parse(await askSite(options, "GET", `${path}?${asked}`));
    all.push(...items);
    if (nextCursor === null) break;
    cursor = nextCursor;
  }
  return z.array(item).parse(all);
}

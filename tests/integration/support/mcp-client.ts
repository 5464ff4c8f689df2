import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { z } from "zod";
import { POST } from "@/app/api/mcp/route";
import { call } from "./people";

/** Revisions of the protocol: what most clients speak, and the latest. */
export const eras = ["legacy", "auto"] as const;

export interface McpSession {
  client: Client;
  /** Text of a tool's answer; of a refusal with `refused: ` before it. */
  use: (name: string, args?: Record<string, unknown>) => Promise<string>;
  /** What the tool answered, read from JSON. */
  read: (name: string, args?: Record<string, unknown>) => Promise<unknown>;
  names: () => Promise<string[]>;
}

const contentSchema = z.array(z.object({ type: z.literal("text"), text: z.string() }));

interface Opened {
  headers?: Record<string, string>;
  era?: (typeof eras)[number];
  /** Where a site runs; the route itself is asked where none is named. */
  address?: string;
}

/** The protocol's own client, connected. */
export async function openMcp({
  headers = {},
  era = "legacy",
  address = "http://localhost:3000",
}: Opened = {}): Promise<McpSession> {
  const client = new Client({ name: "test", version: "1" }, { versionNegotiation: { mode: era } });
  const isRunning = address !== "http://localhost:3000";
  const transport = new StreamableHTTPClientTransport(new URL("/api/mcp", address), {
    requestInit: { headers },
    ...(!isRunning && { fetch: askRoute }),
  });
  await client.connect(transport);
  const use: McpSession["use"] = async (name, args = {}) => {
    const { content, isError } = await client.callTool({ name, arguments: args });
    const text = contentSchema
      .parse(content)
      .map((each) => each.text)
      .join("\n");
    return isError ? `refused: ${text}` : text;
  };
  return {
    client,
    use,
    read: async (name, args) => {
      const { content, isError } = await client.callTool({ name, arguments: args ?? {} });
      const [first] = contentSchema.parse(content);
      if (isError || !first) throw new Error(`${name} was refused: ${first?.text}`);
      return JSON.parse(first.text);
    },
    names: async () => (await client.listTools()).tools.map(({ name }) => name),
  };
}

/** What the web server would have done with a request of the client's. */
async function askRoute(input: string | URL, init: RequestInit = {}): Promise<Response> {
  if (init.method !== "POST") return new Response(null, { status: 405 });
  return call(POST, {
    method: "POST",
    path: new URL(input).pathname,
    body: String(init.body),
    headers: Object.fromEntries(new Headers(init.headers)),
    ...(init.signal && { signal: init.signal }),
  });
}

import {
  createMcpHandler,
  isLegacyRequest,
  WebStandardStreamableHTTPServerTransport,
} from "@modelcontextprotocol/server";
import { createLogger } from "@/lib/log";
import type { BoundTool } from "./call-tool";
import { callerFrom } from "./caller";
import { mcpServer } from "./mcp-server";

type Tools = ReadonlyMap<string, BoundTool>;

export type AnswerMessage = (request: Request, message: unknown) => Promise<Response>;

/**
 * Answers one message of MCP, of whichever revision it is, by JSON: a server for each, so that nothing is kept between them and any
 * process answers any. Nothing here changes by itself, so that there is nothing to subscribe to.
 */
export function messageAnswerer(tools: Tools): AnswerMessage {
  const onerror = (error: Error) => createLogger("mcp").debug({ err: error }, "a message was refused");
  const serverFor = (request: Request | undefined) =>
    mcpServer(tools, callerFrom(request?.headers ?? new Headers()));
  const latest = createMcpHandler(({ requestInfo }) => serverFor(requestInfo), {
    ...({ legacy: "reject", onerror } as const),
    maxSubscriptions: 0,
  });
  return async (request, message) => {
    if (!(await isLegacyRequest(request, message))) return latest.fetch(request, { parsedBody: message });
    const transport = new WebStandardStreamableHTTPServerTransport({ enableJsonResponse: true });
    const server = serverFor(request);
    await server.connect(transport);
    // Who has left needs no answer, and what is computed for them no longer waits.
    const left = new Promise<Response>((resolve) => {
      request.signal.addEventListener("abort", () => resolve(new Response(null, { status: 499 })), {
        once: true,
      });
    });
    try {
      return await Promise.race([transport.handleRequest(request, { parsedBody: message }), left]);
    } finally {
      await server.close();
    }
  };
}

import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import next from "next";
import { env } from "@/lib/env";
import { describeError } from "./command-line";
import { portFailure } from "./start/port";

/*
 * The web server: Next.js behind a plain HTTP server of ours, which decides what it believes about a request's
 * origin, how long it waits, and how it leaves.
 */

const dev = process.argv.includes("--dev");
const { PORT, TRUST_PROXY } = env();
const drainMilliseconds = 5_000;
const open = new Set<ServerResponse>();
let draining = false;

const server = createServer({
  maxHeaderSize: 16_384,
  // A whole request with its body; answers, streams among them, may take as long as they like.
  requestTimeout: 60_000,
  headersTimeout: 15_000,
  // Longer than the idle time of the usual proxies, so that they are the ones who close.
  keepAliveTimeout: 75_000,
});
const app = next({ dev, dir: process.cwd(), hostname: "localhost", port: PORT, httpServer: server });

/**
 * Addresses decide limits, so a client may not name its own: unless a proxy of the operator's stands in front,
 * what it says about forwarding is dropped and the connection's own address put in its place.
 */
function stateOrigin(request: IncomingMessage): void {
  const { headers } = request;
  if (!TRUST_PROXY)
    for (const name of Object.keys(headers))
      if (name === "forwarded" || name === "x-real-ip" || name.startsWith("x-forwarded-"))
        delete headers[name];
  headers["x-forwarded-for"] ??= request.socket.remoteAddress ?? "";
}

function isStream(response: ServerResponse): boolean {
  return String(response.getHeader("content-type") ?? "").startsWith("text/event-stream");
}

/** Streams never end by themselves; their readers come back to the next process, so they are cut at once. */
async function drain(): Promise<void> {
  if (draining) process.exit(1);
  draining = true;
  const closed = new Promise((resolve) => server.close(resolve));
  for (const response of open) if (isStream(response)) response.destroy();
  server.closeIdleConnections();
  setTimeout(() => server.closeAllConnections(), drainMilliseconds).unref();
  await closed;
  process.exit(0);
}

function listen(): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error) => reject(portFailure(error, PORT)));
    server.listen(PORT, () => resolve());
  });
}

process.on("SIGTERM", () => void drain()).on("SIGINT", () => void drain());
try {
  // The port first: a busy one is known at once, and requests that come early wait instead of being refused.
  const prepared = app.prepare();
  const handle = app.getRequestHandler();
  server.on("request", async (request: IncomingMessage, response: ServerResponse) => {
    open.add(response);
    response.once("close", () => open.delete(response));
    if (draining) response.setHeader("connection", "close");
    stateOrigin(request);
    await prepared;
    await handle(request, response);
  });
  await listen();
  await prepared;
} catch (error) {
  console.error(describeError(error));
  process.exit(1);
}

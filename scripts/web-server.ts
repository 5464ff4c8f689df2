import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
  STATUS_CODES,
} from "node:http";
import type { Duplex } from "node:stream";
import { judgeRequest, methods } from "./request-form";
import { AnswersByAddress, boundConnections, type ConnectionBounds } from "./web-connections";

export interface WebServerOptions extends Partial<ConnectionBounds> {
  /** Whether what a request says about forwarding is believed: only with a proxy of the operator's in front. */
  trustProxy: boolean;
  /** Whether browsers are told to come by TLS alone: where the site's public address is an https one. */
  secure: boolean;
  /** How long the headers of a request may take to come, and a whole request with its body. */
  headersMillis?: number;
  requestMillis?: number;
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
}

/** Unless the operator says otherwise: a class behind one address has six connections a browser. */
const defaultBounds: ConnectionBounds = {
  ...{ maxConnections: 4_000, maxConnectionsPerAddress: 1_000 },
  ...{ maxUnsentBytes: 256 * 1024 * 1024, stalledMillis: 30_000 },
};

export interface WebServer {
  server: Server;
  /** Takes no new request, ends streams at once, and gives other answers a few seconds. */
  drain(): Promise<void>;
}

const drainMillis = 5_000;

/** A plain HTTP server that decides what it believes about a request's origin, how long it waits, how it leaves. */
export function createWebServer(options: WebServerOptions): WebServer {
  const { trustProxy, secure, headersMillis = 15_000, requestMillis = 60_000, handle } = options;
  const bounds = { ...defaultBounds, ...options };
  const answers = new AnswersByAddress(bounds.maxConnectionsPerAddress);
  const open = new Set<ServerResponse>();
  let draining = false;

  const server = createServer({
    maxHeaderSize: 16_384,
    // A whole request with its body; answers, streams among them, may take as long as they like.
    requestTimeout: requestMillis,
    headersTimeout: headersMillis,
    // How often Node looks for those that are over it: every half a minute, unless told.
    connectionsCheckingInterval: Math.min(1_000, headersMillis / 2),
    // Longer than the idle time of the usual proxies, so that they are the ones who close.
    keepAliveTimeout: 75_000,
  });
  boundConnections(server, bounds, trustProxy);
  server.on("request", (request: IncomingMessage, response: ServerResponse) => {
    open.add(response);
    response.once("close", () => {
      open.delete(response);
      // Its connection counts as idle only once this event is over.
      if (draining) setImmediate(() => server.closeIdleConnections());
    });
    if (draining) response.setHeader("connection", "close");
    // Here and not among Next's headers, which are those of the settings that the pages were built with.
    if (secure) response.setHeader("strict-transport-security", "max-age=31536000; includeSubDomains");
    const answered = judgeRequest(request);
    if (answered) {
      const headers = { "content-type": "text/plain", "x-content-type-options": "nosniff" };
      const allow = (answered === 405 || answered === 204) && { allow: methods.join(", ") };
      response.writeHead(answered, { ...headers, ...allow });
      response.end(answered === 204 ? undefined : STATUS_CODES[answered]);
      return;
    }
    stateOrigin(request, trustProxy);
    stateAuthorization(request);
    if (!answers.take(String(request.headers["x-forwarded-for"]), response)) {
      response.writeHead(503, { "content-type": "text/plain", "retry-after": "5" });
      response.end(
        "You have too many pages open that wait for something. Close some, or try again in a moment.\n",
      );
      return;
    }
    handle(request, response).catch((error: unknown) => {
      console.error(error);
      if (!response.headersSent) response.statusCode = 500;
      response.end();
    });
  });

  // Node closes the connection without a word where nobody listens.
  server.on("connect", (_, socket: Duplex) => {
    socket.on("error", () => socket.destroy());
    socket.end(
      `HTTP/1.1 405 ${STATUS_CODES[405]}\r\nallow: ${methods.join(", ")}\r\nconnection: close\r\n\r\n`,
    );
  });

  async function drain(): Promise<void> {
    draining = true;
    const closed = new Promise((resolve) => server.close(resolve));
    // Streams never end by themselves; their readers come back to the next process.
    for (const response of open) if (isStream(response)) response.destroy();
    server.closeIdleConnections();
    const impatience = setTimeout(() => server.closeAllConnections(), drainMillis);
    await closed;
    clearTimeout(impatience);
  }

  return { server, drain };
}

/** Addresses decide limits, so a client may not name its own: the connection's address is put in its place. */
function stateOrigin({ headers, socket }: IncomingMessage, trustProxy: boolean): void {
  if (!trustProxy)
    for (const name of Object.keys(headers))
      if (name === "forwarded" || name === "x-real-ip" || name.startsWith("x-forwarded-"))
        delete headers[name];
  headers["x-forwarded-for"] ??= socket.remoteAddress ?? "";
}

/** Of a header that came twice Node keeps the first and says nothing: whoever reads it is to see both, and to refuse. */
function stateAuthorization({ headers, rawHeaders }: IncomingMessage): void {
  const sent = rawHeaders.filter(
    (_, n) => n % 2 === 1 && rawHeaders[n - 1]?.toLowerCase() === "authorization",
  );
  if (sent.length > 1) headers.authorization = sent.join(", ");
}

function isStream(response: ServerResponse): boolean {
  return String(response.getHeader("content-type") ?? "").startsWith("text/event-stream");
}

import { readFileSync } from "node:fs";
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:https";
import path from "node:path";
import { outsidePoster, type PostOutside } from "@/lib/outside/post-outside";

/* A key and a certificate of names that lead nowhere (`.test`), for receivers in tests alone. */
const here = path.join(process.cwd(), "tests/integration/support/receiver");
const [key, certificate] = ["key.pem", "certificate.pem"].map((name) =>
  readFileSync(path.join(here, name), "utf8"),
);

export interface Received {
  headers: Record<string, string>;
  body: string;
}
type Respond = (response: ServerResponse, request: IncomingMessage) => void;

export interface Receiver {
  /** Where it is, by a name. */
  url: string;
  port: number;
  received: Received[];
  /** How it answers from now on. */
  respond: (how: Respond) => void;
  /** Sends to it, whatever the name, and to nothing else that is not public. */
  post: PostOutside;
  stop: () => Promise<void>;
}

export const receiverAuthority = certificate ?? "";
export const withStatus =
  (status: number, body = "") =>
  (response: ServerResponse) =>
    void response.writeHead(status).end(body);

/** A server outside, as far as a test goes: over TLS, on this machine. */
export async function startReceiver(): Promise<Receiver> {
  const received: Received[] = [];
  let answer: Respond = withStatus(204);
  const server = createServer({ key, cert: certificate }, (request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      received.push({ headers: textsOf(request.headers), body: Buffer.concat(parts).toString("utf8") });
      answer(response, request);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("It has no port.");
  const { port } = address;
  const send = outsidePoster({
    resolve: async () => [{ address: "127.0.0.1", family: 4 }],
    trusted: { addresses: ["127.0.0.1"], ca: receiverAuthority },
    maxSeconds: 2,
  });
  return {
    ...{ url: "https://hooks.test/told", port, received },
    respond: (how) => {
      answer = how;
    },
    // What is stored has the port that is allowed; the receiver stands at whichever was free.
    post: (url, sent) => send(atPort(url, port), sent),
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

export function atPort(url: string, port: number): string {
  return Object.assign(new URL(url), { port: String(port) }).href;
}

function textsOf(headers: IncomingHttpHeaders): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}

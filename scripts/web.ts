import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import next from "next";
import { secureCookies } from "@/lib/auth/session-cookie";
import { databaseUrl } from "@/lib/db/client";
import { env } from "@/lib/env";
import { mapStacks } from "@/lib/mapped-stacks";
import { describeError } from "./command-line";
import { KeptPages } from "./kept-pages/kept-pages";
import { makePage } from "./kept-pages/make-page";
import { PageChanges } from "./kept-pages/page-changes";
import { answerPage } from "./page-answer";
import { portFailure } from "./start/port";
import { staticFiles } from "./static-files";
import { createWebServer } from "./web-server";

/** A web process: Next.js behind our own HTTP server. The first signal drains, the second leaves at once. */
mapStacks();
const { PORT, TRUST_PROXY, MAX_CONNECTIONS, MAX_CONNECTIONS_PER_ADDRESS } = env();

const { server, drain } = createWebServer({
  trustProxy: TRUST_PROXY,
  secure: secureCookies(),
  maxConnections: MAX_CONNECTIONS,
  maxConnectionsPerAddress: MAX_CONNECTIONS_PER_ADDRESS,
  async handle(request, response) {
    await prepared;
    if (sendStatic(request, response)) return;
    if (await keptPages?.answer(request, response)) return;
    await answer(request, response);
  },
});
const dev = process.argv.includes("--dev");
// While it is worked on, a page changes with its source.
const keptPages = dev
  ? null
  : new KeptPages({ changes: new PageChanges(databaseUrl()), make: (key) => makePage(key, answer) });
const sendStatic = dev ? () => false : staticFiles(process.env.NEXT_DIST_DIR || ".next");
const app = next({
  dev,
  dir: process.cwd(),
  hostname: "localhost",
  port: PORT,
  // Only its reload takes a connection over (Upgrade). Where nobody does, Node answers who asks for that as anybody else.
  httpServer: dev ? server : createServer(),
});
const prepared = app.prepare();
// Awaited below, and by the requests that come early.
prepared.catch(() => {});

function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  return answerPage(request, response, () => app.getRequestHandler()(request, response));
}

let leaving = false;
function leave(): void {
  if (leaving) process.exit(1);
  leaving = true;
  void drain().then(() => process.exit(0));
}
process.on("SIGTERM", leave).on("SIGINT", leave);

try {
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error) => reject(portFailure(error, PORT)));
    server.listen(PORT, resolve);
  });
  await prepared;
  // Who started it counts from here (start/supervise.ts).
  process.send?.("up");
} catch (error) {
  console.error(describeError(error));
  process.exit(1);
}

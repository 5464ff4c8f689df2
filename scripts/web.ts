import { createServer } from "node:http";
import next from "next";
import { secureCookies } from "@/lib/auth/session-cookie";
import { env } from "@/lib/env";
import { describeError } from "./command-line";
import { answerPage } from "./page-answer";
import { portFailure } from "./start/port";
import { staticFiles } from "./static-files";
import { createWebServer } from "./web-server";

/** A web process: Next.js behind our own HTTP server. The first signal drains, the second leaves at once. */
const { PORT, TRUST_PROXY, MAX_CONNECTIONS, MAX_CONNECTIONS_PER_ADDRESS } = env();

const { server, drain } = createWebServer({
  trustProxy: TRUST_PROXY,
  secure: secureCookies(),
  maxConnections: MAX_CONNECTIONS,
  maxConnectionsPerAddress: MAX_CONNECTIONS_PER_ADDRESS,
  async handle(request, response) {
    await prepared;
    if (sendStatic(request, response)) return;
    await answerPage(request, response, () => app.getRequestHandler()(request, response));
  },
});
const dev = process.argv.includes("--dev");
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

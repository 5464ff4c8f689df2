import { once } from "node:events";
import type { ServerResponse } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { afterEach, expect, test, vi } from "vitest";
import { eventStream } from "@/lib/http/event-stream";
import { createWebServer, type WebServer, type WebServerOptions } from "./web-server";

const largeAnswer = Buffer.alloc(40 * 1024 * 1024, "x");
const patience = { timeout: 10_000, interval: 20 };
let web: WebServer;
let port: number;
let unanswered = 0;
const clients: Socket[] = [];

afterEach(() => {
  for (const client of clients.splice(0)) client.destroy();
  web.server.closeAllConnections();
  web.server.close();
});

async function serve(options: Partial<WebServerOptions>): Promise<void> {
  unanswered = 0;
  web = createWebServer({
    ...{ trustProxy: false, secure: false },
    handle: async (request, response) => {
      if (request.url === "/large") return void response.end(largeAnswer);
      if (request.url === "/never") return void unanswered++;
      if (request.url === "/events") return sendEvents(response);
      request.resume().once("end", () => response.end("an answer"));
    },
    ...options,
  });
  web.server.listen(0, "127.0.0.1");
  await once(web.server, "listening");
  port = (web.server.address() as AddressInfo).port;
}

/** Of each stream of events, in the order in which they ended, how many values it was asked for. */
const streams: number[] = [];
/** As large an event as any of the site's, and more of them than fit on the way. */
const [large, many] = ["x".repeat(20_000), 3_000];

/** A stream of many events, as the site sends one. */
async function sendEvents(response: ServerResponse): Promise<void> {
  const leaves = new AbortController();
  response.once("close", () => leaves.abort());
  async function* values() {
    let n = 0;
    try {
      for (; n < many; n++) yield large;
    } finally {
      streams.push(n);
    }
  }
  const viewer = { kind: "guest" as const, key: "reader" };
  const { body } = eventStream("run", values(), { viewer, signal: leaves.signal, encode: JSON.stringify });
  // As Next does: a piece more once there is room for it.
  const write = async (piece: Uint8Array) => {
    if (!response.write(piece)) await once(response, "drain", { signal: leaves.signal });
  };
  await body?.pipeTo(new WritableStream({ write }), { signal: leaves.signal }).catch(() => undefined);
  response.end();
}

/** A client that says something and then reads, or does not. */
async function client(said: string, { reads = true, from = "127.0.0.1" } = {}) {
  const socket = connect({ port, host: "127.0.0.1", localAddress: from });
  socket.on("error", () => undefined);
  clients.push(socket);
  let heard = "";
  if (reads) socket.on("data", (chunk: Buffer) => (heard += chunk.toString("latin1")));
  await once(socket, "connect");
  socket.write(said);
  let closed = false;
  socket.once("close", () => {
    closed = true;
  });
  return { socket, heard: () => heard, isClosed: () => closed };
}

function openConnections(): Promise<number> {
  return new Promise((resolve) => web.server.getConnections((_, count) => resolve(count)));
}

const ask = (path: string) => `GET ${path} HTTP/1.1\r\nhost: here\r\n\r\n`;

test("headers and bodies that do not come are waited for as long as is said, and not longer", async () => {
  await serve({ headersMillis: 500, requestMillis: 1_500 });
  const silent = await client("GET / HTTP/1.1\r\nhost: here\r\n");
  const slow = await client("POST /api/x HTTP/1.1\r\nhost: here\r\ncontent-length: 9\r\n\r\nhalf");
  const begun = performance.now();
  await vi.waitFor(() => expect(silent.isClosed()).toBe(true), patience);
  expect(slow.isClosed()).toBe(false);
  await vi.waitFor(() => expect(slow.isClosed()).toBe(true), patience);
  expect(slow.heard()).toMatch(/^HTTP\/1\.1 408/);
  // Node itself looks every half a minute.
  expect(performance.now() - begun).toBeLessThan(10_000);
});

test("whoever holds connections open without asking makes room for whoever asks, and is the one who does", async () => {
  await serve({ maxConnections: 20, maxConnectionsPerAddress: 15 });
  const honest = await client(ask("/"), { from: "127.0.0.2" });
  const held: Awaited<ReturnType<typeof client>>[] = [];
  for (let n = 0; n < 60; n++)
    held.push(await client("GET / HTTP/1.1\r\n", { from: n % 2 === 0 ? "127.0.0.3" : "127.0.0.4" }));
  await vi.waitFor(async () => expect(await openConnections()).toBeLessThanOrEqual(20), patience);
  for (let n = 0; n < 5; n++) {
    const asked = await client(ask("/"), { from: "127.0.0.2" });
    await vi.waitFor(() => expect(asked.heard()).toContain("an answer"), patience);
  }
  expect(honest.isClosed()).toBe(false);
  expect(held.filter(({ isClosed }) => isClosed()).length).toBeGreaterThanOrEqual(40);
});

test("an address whose connections are all being answered is refused another, in words, and others are not", async () => {
  await serve({ maxConnectionsPerAddress: 5 });
  for (let n = 0; n < 5; n++) await client(ask("/never"), { from: "127.0.0.3" });
  await vi.waitFor(() => expect(unanswered).toBe(5), patience);
  const sixth = await client(ask("/"), { from: "127.0.0.3" });
  await vi.waitFor(
    () => expect(sixth.heard()).toMatch(/^HTTP\/1\.1 503 [\s\S]*retry-after: 5[\s\S]*Too many connections/),
    patience,
  );
  const other = await client(ask("/"), { from: "127.0.0.4" });
  await vi.waitFor(() => expect(other.heard()).toContain("an answer"), patience);
});

test("behind a proxy the addresses that it states are bounded, and its own connections are not", async () => {
  await serve({ trustProxy: true, maxConnectionsPerAddress: 3 });
  const of = (address: string, path: string) =>
    client(`GET ${path} HTTP/1.1\r\nhost: here\r\nx-forwarded-for: ${address}\r\n\r\n`);
  for (let n = 0; n < 3; n++) await of("192.0.2.1", "/never");
  await vi.waitFor(() => expect(unanswered).toBe(3), patience);
  const fourth = await of("192.0.2.1", "/");
  await vi.waitFor(() => expect(fourth.heard()).toMatch(/^HTTP\/1\.1 503 [\s\S]*retry-after: 5/), patience);
  for (const n of [2, 3, 4, 5, 6]) {
    const other = await of(`192.0.2.${n}`, "/");
    await vi.waitFor(() => expect(other.heard()).toContain("an answer"), patience);
  }
});

test("a reader that leaves an answer lying is left, and one that waits for an answer is not", async () => {
  await serve({ stalledMillis: 600 });
  const waits = await client(ask("/never"));
  await client(ask("/large"), { reads: false });
  await vi.waitFor(async () => expect(await openConnections()).toBe(2), patience);
  await vi.waitFor(async () => expect(await openConnections()).toBe(1), patience);
  expect(waits.isClosed()).toBe(false);
});

test("an event stream that nobody reads is asked for what fits on the way, and ends with its connection", async () => {
  await serve({ stalledMillis: 600 });
  const reads = await client(ask("/events"));
  await vi.waitFor(() => expect(streams).toEqual([many]), patience);
  await vi.waitFor(() => expect(reads.heard().length).toBeGreaterThan(many * large.length), patience);
  for (let n = 0; n < 5; n++) await client(ask("/events"), { reads: false });
  await vi.waitFor(() => expect(streams).toHaveLength(6), patience);
  // The kernel takes some megabytes for a reader, and the site adds no more.
  for (const asked of streams.slice(1)) expect(asked * large.length).toBeLessThan(20e6);
});

test("what readers leave lying is bounded in all, and who reads gets the whole of it meanwhile", async () => {
  await serve({ maxUnsentBytes: 3 * largeAnswer.length });
  for (let n = 0; n < 12; n++) await client(ask("/large"), { reads: false, from: "127.0.0.3" });
  const honest = await client(ask("/large"), { from: "127.0.0.4" });
  await vi.waitFor(() => expect(honest.heard().length).toBeGreaterThan(largeAnswer.length), patience);
  await vi.waitFor(async () => expect(await openConnections()).toBeLessThanOrEqual(4), patience);
});

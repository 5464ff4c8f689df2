import { once } from "node:events";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createWebServer } from "./web-server";

const reached: string[] = [];
const web = createWebServer({
  trustProxy: false,
  secure: false,
  handle: async ({ method, url }, response) => {
    reached.push(`${method} ${url}`);
    response.end("a page");
  },
});
let port = 0;

beforeAll(async () => {
  web.server.listen(0, "127.0.0.1");
  await once(web.server, "listening");
  const address = web.server.address();
  if (address !== null && typeof address !== "string") port = address.port;
});
afterAll(() => void web.server.close());

/** The answer to a request as it is written here: its first line, its headers. */
async function ask(line: string, ...headers: string[]): Promise<string> {
  reached.length = 0;
  const socket = connect(port, "127.0.0.1");
  socket.write([line, ...headers, "connection: close", "", ""].join("\r\n"));
  return text(socket);
}

const host = "host: localhost:3000";

test.each([
  ["OPTIONS * HTTP/1.1", [host], 204],
  ["GET * HTTP/1.1", [host], 400],
  ["TRACE / HTTP/1.1", [host], 405],
  ["CONNECT elsewhere.example:443 HTTP/1.1", [host], 405],
  ["GET http://elsewhere.example/sign-in HTTP/1.1", [host], 421],
  ["GET http://localhost:3000@elsewhere.example/ HTTP/1.1", [host], 421],
  ["GET http://%/ HTTP/1.1", [host], 400],
  ["GET ftp://localhost:3000/ HTTP/1.1", [host], 400],
  ["GET sign-in HTTP/1.1", [host], 400],
  ["GET / HTTP/1.1", [], 400],
  ["GET / HTTP/1.1", ["host:"], 400],
  ["GET / HTTP/1.1", ["host: a b"], 400],
  ["GET / HTTP/1.1", ["host: %%"], 400],
  ["GET / HTTP/1.1", ["host: a/b"], 400],
  ["GET / HTTP/1.1", ["host: a@b"], 400],
  ["GET / HTTP/1.1", ["host: [::1"], 400],
  ["GET / HTTP/1.1", ["host: localhost:99999"], 400],
  ["GET / HTTP/1.1", [host, "Host: elsewhere.example"], 400],
  ["GET / HTTP/1.1", [host, host], 400],
  ["POST /sign-in HTTP/1.1", [host, "next-action: ../x"], 400],
  ["GET /..%2f%zz HTTP/1.1", [host], 400],
  ["GET /_next/static/%ff HTTP/1.1", [host], 400],
])("%s with %j is answered %i and reaches no page", async (line, headers, status) => {
  const answer = await ask(line, ...headers);
  expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
  expect(answer).not.toMatch(/\blocation:/i);
  if (status === 405 || status === 204) expect(answer).toMatch(/\r\nallow: GET, HEAD, POST/i);
  expect(reached).toEqual([]);
});

test.each([
  ["GET http://localhost:3000/runs/1?token=3 HTTP/1.1", [host], "GET /runs/1?token=3"],
  ["GET HTTP://LOCALHOST/ HTTP/1.1", ["host: localhost:80"], "GET /"],
  ["GET / HTTP/1.1", ["host: Web_1.internal"], "GET /"],
  ["GET / HTTP/1.1", ["host: [::1]:3000"], "GET /"],
  ["GET / HTTP/1.0", [], "GET /"],
  ["GET /..%2fetc HTTP/1.1", [host], "GET /..%2fetc"],
  ["GET /sign-in HTTP/1.1", [host, "connection: upgrade", "upgrade: h2c"], "GET /sign-in"],
])("%s with %j reaches its page", async (line, headers, page) => {
  expect(await ask(line, ...headers)).toMatch(/^HTTP\/1\.1 200 /);
  expect(reached).toEqual([page]);
});

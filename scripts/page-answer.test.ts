import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { afterEach, expect, test } from "vitest";
import { answerGone, pagesInMaking, sendSoFar } from "@/lib/http/page-in-making";
import { answerPage } from "./page-answer";

type Make = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

let server: Server;

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

/** A server whose pages are made so. */
async function serve(make: Make): Promise<string> {
  server = createServer((request, response) => {
    void answerPage(request, response, () => make(request, response));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return `http://127.0.0.1:${address.port}`;
}

/** What Next does where a page throws what comes from the database's trouble. */
function meetTrouble(): void {
  const page = pagesInMaking().getStore();
  if (page) page.trouble = "full";
}

const nextTurn = () => new Promise((resolve) => setImmediate(resolve));
const router = { headers: { rsc: "1" } };

test("a page is sent as it is made", async () => {
  let finish = () => {};
  const address = await serve(async (_, response) => {
    response.writeHead(200, "Fine", { "content-type": "text/html" });
    response.write("half ");
    await new Promise<void>((resolve) => {
      finish = resolve;
    });
    response.end("whole");
  });
  const answer = await fetch(address);
  expect([answer.status, answer.statusText]).toEqual([200, "Fine"]);
  finish();
  expect(await answer.text()).toBe("half whole");
});

test("what is for the router is whole before any of it is sent, unless the page has it sent", async () => {
  const order: string[] = [];
  const address = await serve(async (request, response) => {
    response.setHeader("content-type", "text/x-component");
    response.flushHeaders();
    response.write("half ");
    if (request.url === "/later") sendSoFar();
    order.push(`${response.headersSent}`);
    await nextTurn();
    response.end("whole");
  });
  const answer = await fetch(address, router);
  expect(answer.headers.get("content-type")).toBe("text/x-component");
  expect(await answer.text()).toBe("half whole");
  expect(await (await fetch(`${address}/later`, router)).text()).toBe("half whole");
  expect(order).toEqual(["false", "true"]);
});

test("of what is gone a page says so, to the router too, where it has begun before it knew", async () => {
  const address = await serve(async ({ headers }, response) => {
    const isForRouter = headers.rsc !== undefined;
    if (isForRouter) response.write("half ");
    await nextTurn();
    answerGone();
    if (!isForRouter) response.write("half ");
    response.end("whole");
  });
  for (const asked of [{}, router]) {
    const answer = await fetch(address, asked);
    expect([answer.status, await answer.text()]).toEqual([410, "half whole"]);
  }
});

test("a page that meets trouble says so in place of all that was made of it", async () => {
  const address = await serve(async (_, response) => {
    response.statusCode = 500;
    response.setHeader("content-type", "text/html");
    response.setHeader("content-encoding", "gzip");
    response.setHeader("content-security-policy", "script-src 'nonce-abc+/='");
    response.write("a part");
    meetTrouble();
    response.end("of a page", "utf8");
  });
  const answer = await fetch(address, { headers: { cookie: "a=b; theme=dark" } });
  const text = await answer.text();
  expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "60"]);
  expect(answer.headers.has("content-encoding")).toBe(false);
  expect(text).toMatch(/^<!doctype html>\n<html lang="en" data-theme="dark">/);
  expect(text).toContain("The disk of this site's database is full");
  expect(text).toContain('<script nonce="abc+/=" data-seconds="60">');
  expect(text).not.toContain("of a page");
  const head = await fetch(address, { method: "HEAD" });
  expect([head.status, await head.text()]).toEqual([503, ""]);
});

test("an action is refused in words that the page can show", async () => {
  const address = await serve(async (_, response) => {
    meetTrouble();
    response.end("a part");
  });
  const answer = await fetch(address, { method: "POST", headers: { "next-action": "1" } });
  expect([answer.status, answer.headers.get("content-type")]).toEqual([503, "text/plain"]);
  expect(await answer.text()).toMatch(/^The disk .* is full.* Try again later\.$/);
});

test("a fault of ours stays one, and routes answer for themselves", async () => {
  const address = await serve(async ({ url = "" }, response) => {
    if (url.startsWith("/api/")) meetTrouble();
    response.statusCode = 500;
    response.end("a fault");
  });
  for (const path of ["/", "/api/v1/runs"]) {
    const answer = await fetch(address + path);
    expect([answer.status, await answer.text()]).toEqual([500, "a fault"]);
  }
});

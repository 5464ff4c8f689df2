import { once } from "node:events";
import { type IncomingHttpHeaders, type IncomingMessage, request } from "node:http";
import { afterEach, expect, test } from "vitest";
import { createWebServer, type WebServer, type WebServerOptions } from "./web-server";

let web: WebServer;

afterEach(() => {
  web.server.closeAllConnections();
  web.server.close();
});

async function serve(options: Partial<WebServerOptions>): Promise<string> {
  web = createWebServer({
    trustProxy: false,
    secure: false,
    handle: async (_, response) => void response.end(),
    ...options,
  });
  web.server.listen(0, "127.0.0.1");
  await once(web.server, "listening");
  const address = web.server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return `http://127.0.0.1:${address.port}`;
}

const forged = {
  "x-forwarded-for": "10.9.8.7",
  "x-forwarded-proto": "https",
  "x-forwarded-host": "elsewhere.example",
  "x-real-ip": "10.9.8.7",
  forwarded: "for=10.9.8.7",
  accept: "text/html",
};

async function headersSeen(trustProxy: boolean, headers: Record<string, string>) {
  let seen: IncomingHttpHeaders = {};
  const address = await serve({
    trustProxy,
    handle: async (request, response) => {
      seen = request.headers;
      response.end();
    },
  });
  await fetch(address, { headers });
  return seen;
}

test("what a client says about its own address is dropped and the connection's address stated", async () => {
  const seen = await headersSeen(false, forged);
  expect(seen).toMatchObject({ "x-forwarded-for": "127.0.0.1", accept: "text/html" });
  for (const name of ["x-forwarded-proto", "x-forwarded-host", "x-real-ip", "forwarded"])
    expect(seen).not.toHaveProperty(name);
});

test("behind the operator's proxy its word is kept, and without one the connection's address stands", async () => {
  expect(await headersSeen(true, forged)).toMatchObject(forged);
  web.server.close();
  expect(await headersSeen(true, {})).toMatchObject({ "x-forwarded-for": "127.0.0.1" });
});

test("draining ends an open stream at once and lets an ordinary answer finish", async () => {
  let finish = () => {};
  const address = await serve({
    handle: async (request, response) => {
      if (request.url === "/stream") {
        response.setHeader("content-type", "text/event-stream");
        response.write(": open\n\n");
        return;
      }
      response.write("half ");
      await new Promise<void>((resolve) => {
        finish = resolve;
      });
      response.end("whole");
    },
  });
  const stream = (await fetch(`${address}/stream`)).body?.getReader();
  await stream?.read();
  const answer = await fetch(`${address}/answer`);
  const drained = web.drain();
  await expect(stream?.read()).rejects.toThrow();
  finish();
  expect(await answer.text()).toBe("half whole");
  await drained;
  await expect(fetch(address)).rejects.toThrow();
});

test("headers of more than 16 KiB are refused", async () => {
  const address = await serve({});
  const response = await fetch(address, { headers: { padding: "x".repeat(17_000) } });
  expect(response.status).toBe(431);
});

test("where the site is reached by TLS every answer says so, and elsewhere none does", async () => {
  const header = async () => (await fetch(await serve({ secure: true }))).headers;
  expect((await header()).get("strict-transport-security")).toMatch(/^max-age=31536000/);
  web.server.close();
  expect((await fetch(await serve({}))).headers.has("strict-transport-security")).toBe(false);
});

test("a method that nothing here answers and a path that says no text never reach a page", async () => {
  const reached: string[] = [];
  const address = await serve({
    handle: async ({ method, url }, response) => {
      reached.push(`${method} ${url}`);
      response.end();
    },
  });
  const ask = async (method: string, path: string) => {
    const asked = request(`${address}${path}`, { method }).end();
    const [answer]: IncomingMessage[] = await once(asked, "response");
    answer?.resume();
    return answer?.statusCode;
  };
  for (const path of ["/models/%ff", "/api/v1/models/%ED%A0%80/tokens?query=a", "/%"])
    expect(await ask("GET", path)).toBe(400);
  for (const method of ["TRACE", "PROPFIND"]) expect(await ask(method, "/")).toBe(405);
  expect(await ask("GET", "/models/%25?query=%ff")).toBe(200);
  expect(reached).toEqual(["GET /models/%25?query=%ff"]);
});

test("more than a page takes, or more than is said beforehand, never reaches one, and reaches a route", async () => {
  const reached: string[] = [];
  const address = await serve({
    handle: async ({ url = "" }, response) => {
      reached.push(url);
      response.end();
    },
  });
  const send = async (path: string, body: BodyInit) =>
    (await fetch(address + path, { method: "POST", body, duplex: "half" } as RequestInit)).status;
  const untold = () => new Blob(["a text"]).stream();
  expect(await send("/", "x".repeat(131_073))).toBe(413);
  expect(await send("/runs/x", untold())).toBe(411);
  expect(await send("/", "x".repeat(131_072))).toBe(200);
  expect(await send("/api/v1/imports", "x".repeat(200_000))).toBe(200);
  expect(await send("/api/v1/imports", untold())).toBe(200);
  expect(reached).toEqual(["/", "/api/v1/imports", "/api/v1/imports"]);
});

test("a failure in a page answers 500 and the server goes on", async () => {
  const address = await serve({
    handle: async (request, response) => {
      if (request.url === "/broken") throw new Error("a page failed, as this test asked it to");
      response.end("fine");
    },
  });
  expect((await fetch(`${address}/broken`)).status).toBe(500);
  expect(await (await fetch(address)).text()).toBe("fine");
});

test("a header of authorization that comes twice is seen whole, so that it is refused and none of them taken", async () => {
  let seen: IncomingHttpHeaders = {};
  const address = await serve({
    handle: async (asked, response) => {
      seen = asked.headers;
      response.end();
    },
  });
  const sent = request(address, {
    headers: ["Host", "here", "Authorization", "Bearer one", "AUTHORIZATION", "Bearer two"],
  });
  sent.end();
  const [response] = await once(sent, "response");
  response.resume();
  expect(seen.authorization).toBe("Bearer one, Bearer two");
});

import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { expect, test } from "vitest";
import { z } from "zod";
import { CircuitCommons, CommonsError, ComputationFailed } from "@/clients/typescript/circuit-commons";

type Answer = (request: IncomingMessage, response: ServerResponse, port: number) => void;

/** What somebody does with the client at a site that answers as told, with what it asked for. */
async function asked(answers: Answer[], use: (commons: CircuitCommons) => Promise<unknown>) {
  const requests: { address: string; key: string | undefined; authorization: string | undefined }[] = [];
  let port = 0;
  const server = createServer((request, response) => {
    const { "idempotency-key": key, authorization } = request.headers;
    requests.push({ address: request.url ?? "", key: z.string().optional().parse(key), authorization });
    request.resume().on("end", () => answers[requests.length - 1]?.(request, response, port));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  port = z.object({ port: z.number() }).parse(server.address()).port;
  try {
    const said = await use(new CircuitCommons(`http://127.0.0.1:${port}`, { key: "cck_x" })).catch(
      (error: unknown) => error,
    );
    return { requests, said };
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

const lost: Answer = (request) => void request.socket.destroy();
const problem =
  (status: number, headers = {}): Answer =>
  (_, response) =>
    response
      .writeHead(status, { "content-type": "application/problem+json", ...headers })
      .end(JSON.stringify({ title: "It cannot be.", code: "conflict", fields: { title: "Say it." } }));
const json =
  (body: unknown, { status = 200, headers = {} } = {}): Answer =>
  (_, response) =>
    response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));
const events =
  (...states: unknown[]): Answer =>
  (_, response) =>
    response
      .writeHead(200, { "content-type": "text/event-stream" })
      .end(states.map((state) => `event: run\ndata: ${JSON.stringify(state)}\n\n`).join(""));

const begin = (commons: CircuitCommons) =>
  commons.call("POST /collections", { body: { title: "x", description: "", isPublic: false } });
const waited = (commons: CircuitCommons) =>
  commons.wait("GET /runs/{id}/events", { params: { id: "one" }, timeoutSeconds: 20 });

test("a change whose answer was lost is asked for again with the same idempotency key, until it is answered", async () => {
  const { requests, said } = await asked(
    [lost, problem(409, { "retry-after": "1" }), json({ id: "one" }, { status: 201 })],
    begin,
  );
  expect(said).toEqual({ id: "one" });
  expect(requests).toHaveLength(3);
  expect(requests[0]?.key).toMatch(/^[0-9a-f-]{36}$/);
  expect(new Set(requests.map(({ key }) => key)).size).toBe(1);
});

test("a refusal is not asked for again, says what to change, and what never answers is given up", async () => {
  const refused = await asked([problem(409, { "retry-after": "7" })], begin);
  expect(refused.requests).toHaveLength(1);
  expect(refused.said).toBeInstanceOf(CommonsError);
  expect(refused.said).toMatchObject({
    ...{
      message: "It cannot be.",
      status: 409,
      code: "conflict",
      retryAfter: 7,
      fields: { title: "Say it." },
    },
  });
  const never = await asked([lost, lost, lost, lost], begin);
  expect(never.requests).toHaveLength(4);
  expect(never.said).toMatchObject({ status: 0, message: expect.stringMatching(/^The site did not answer/) });
  const read = await asked([lost], (commons) => commons.call("GET /runs/{id}", { params: { id: "one" } }));
  expect(read.requests.map(({ key }) => key)).toEqual([undefined]);
});

test("a list is walked by the header link, which is not followed to another site", async () => {
  const walk = async (commons: CircuitCommons) => {
    const items: unknown[] = [];
    for await (const item of commons.pages("GET /collections", { query: { limit: 1 } })) items.push(item);
    return items;
  };
  const link = `</docs>; rel="help", </api/v1/collections?limit=1&cursor=a%2Cb>; title="x"; rel="next"`;
  const { requests, said } = await asked(
    [json({ items: [1], nextCursor: "b" }, { headers: { link } }), json({ items: [2], nextCursor: null })],
    walk,
  );
  expect(said).toEqual([1, 2]);
  expect(requests.map(({ address }) => address)).toEqual([
    ...["/api/v1/collections?limit=1", "/api/v1/collections?limit=1&cursor=a%2Cb"],
  ]);
  const elsewhere = `<https://evil.example/api/v1/collections>; rel="next"`;
  const led = await asked([json({ items: [1], nextCursor: "b" }, { headers: { link: elsewhere } })], walk);
  expect(led.said).toMatchObject({ message: "The next page would be at another site." });
});

test("a redirect is not followed, and the key goes nowhere", async () => {
  const { requests, said } = await asked(
    [
      (_, response, port) =>
        response.writeHead(302, { location: `http://127.0.0.1:${port}/api/v1/elsewhere` }).end(),
      json({}),
    ],
    (commons) => commons.call("GET /runs/{id}", { params: { id: "one" } }),
  );
  expect(requests).toHaveLength(1);
  expect(said).toMatchObject({ status: 302 });
});

test("waits over a stream that breaks off, and says why where there is nothing to wait for any more", async () => {
  const computing = { status: "computing", progress: 0.5 };
  const ready = { status: "ready", progress: 1 };
  const broken = await asked([events(computing), lost, problem(503), events(computing, ready)], waited);
  expect(broken.said).toEqual(ready);
  const failed = await asked([events({ status: "failed", failure: "Somebody stopped it." })], waited);
  expect(failed.said).toBeInstanceOf(ComputationFailed);
  expect(failed.said).toMatchObject({ message: "Somebody stopped it." });
  expect((await asked([problem(404)], waited)).said).toMatchObject({ status: 404 });
  const late = await asked(Array(9).fill(events(computing)), (commons) =>
    commons.wait("GET /runs/{id}/events", { params: { id: "one" }, timeoutSeconds: 1 }),
  );
  expect(late.said).toMatchObject({ message: "It was not ready within 1 seconds; it goes on." });
});

test("lines of JSON are bytes, and a path takes no step upwards", async () => {
  const lines: Answer = (_, response) =>
    response.writeHead(200, { "content-type": "application/jsonl" }).end('{"a":1}\n{"a":2}\n');
  const { said } = await asked([lines], (commons) =>
    commons.call("GET /circuits/{id}/table", { params: { id: "a/b" }, query: { format: "jsonl" } }),
  );
  expect(said).toEqual(new TextEncoder().encode('{"a":1}\n{"a":2}\n'));
  for (const id of ["..", ".", ""])
    expect(
      (await asked([], (commons) => commons.call("GET /runs/{id}", { params: { id } }))).said,
    ).toBeInstanceOf(TypeError);
});

test("a key is sent over https alone, but for a site on this machine", () => {
  expect(() => new CircuitCommons("http://commons.example", { key: "cck_x" })).toThrow("over https alone");
  expect(() => new CircuitCommons("ftp://commons.example")).toThrow("The address of a site");
  expect(() => new CircuitCommons("http://localhost:3000", { key: "cck_x" })).not.toThrow();
  expect(JSON.stringify(new CircuitCommons("https://commons.example", { key: "cck_secret" }))).toBe("{}");
});

test("what is not of the document is no program", () => {
  const commons = new CircuitCommons("https://commons.example");
  const wrong = () => [
    // @ts-expect-error there is no such operation
    commons.call("GET /nothing"),
    // @ts-expect-error an id has to be named
    commons.call("GET /runs/{id}"),
    // @ts-expect-error a text is a text
    commons.call("POST /runs", { body: { model: "storybook-4l", text: 5 } }),
    // @ts-expect-error a run is no list
    commons.pages("GET /runs/{id}", { params: { id: "one" } }),
    // @ts-expect-error a run is no stream
    commons.wait("GET /runs/{id}", { params: { id: "one" } }),
  ];
  expect(wrong).toBeTypeOf("function");
});

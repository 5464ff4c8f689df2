import { execFile } from "node:child_process";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { z } from "zod";

/** Asks a site that answers as told for a collection, with the Python client, and gives what it got or was refused with. */
async function askedOf(answers: ((request: IncomingMessage, response: ServerResponse) => void)[]) {
  const keys: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    keys.push(z.string().optional().parse(request.headers["idempotency-key"]));
    request.resume().on("end", () => answers[keys.length - 1]?.(request, response));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = z.object({ port: z.number() }).parse(server.address());
  const script = `
import sys
sys.path.insert(0, "clients/python")
from circuit_commons import CircuitCommons, CommonsError
try:
    print(CircuitCommons("http://127.0.0.1:${port}", key="cck_x").call("POST", "/collections", {"title": "x"}))
except CommonsError as error:
    print("refused:", error)
`;
  try {
    const { stdout } = await promisify(execFile)("python3", ["-c", script]);
    return { keys, said: stdout.trim() };
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

const lost = (request: IncomingMessage) => request.socket.destroy();
const problem =
  (status: number, headers = {}) =>
  (_: IncomingMessage, response: ServerResponse) =>
    response
      .writeHead(status, { "content-type": "application/problem+json", ...headers })
      .end(JSON.stringify({ title: "It cannot be.", code: "conflict" }));
const done = (_: IncomingMessage, response: ServerResponse) =>
  response.writeHead(201, { "content-type": "application/json" }).end('{"id": "one"}');

test("a change whose answer was lost is asked for again with the same idempotency key, until it is answered", async () => {
  const { keys, said } = await askedOf([lost, problem(409, { "retry-after": "1" }), done]);
  expect(said).toBe("{'id': 'one'}");
  expect(keys).toHaveLength(3);
  expect(keys[0]).toMatch(/^[0-9a-f-]{36}$/);
  expect(new Set(keys).size).toBe(1);
});

test("a refusal is not asked for again, and what never answers is given up", async () => {
  const refused = await askedOf([problem(409)]);
  expect([refused.keys.length, refused.said]).toEqual([1, "refused: It cannot be."]);
  const never = await askedOf([lost, lost, lost, lost]);
  expect(never.keys).toHaveLength(4);
  expect(never.said).toMatch(/^refused: The site did not answer/);
});

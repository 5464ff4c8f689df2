import { execFile } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { z } from "zod";

/** What the Python client gets of a list whose first page says `link`, and what it asked for. */
async function walked(link: (port: number) => string) {
  const asked: (string | undefined)[] = [];
  let port = 0;
  const server = createServer((request, response) => {
    asked.push(request.url);
    const isFirst = asked.length === 1;
    response
      .writeHead(200, { "content-type": "application/json", ...(isFirst && { link: link(port) }) })
      .end(JSON.stringify({ items: [asked.length], nextCursor: isFirst ? "of-no-use" : null }));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  port = z.object({ port: z.number() }).parse(server.address()).port;
  const script = `
import sys
sys.path.insert(0, "clients/python")
from circuit_commons import CircuitCommons, CommonsError
try:
    print(list(CircuitCommons("http://127.0.0.1:${port}", key="cck_x").collections.find(limit=1)))
except CommonsError as error:
    print("refused:", error)
`;
  try {
    const { stdout } = await promisify(execFile)("python3", ["-c", script]);
    return { asked, said: stdout.trim() };
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

test("the next page is where the header link says, among other links and with words of its own", async () => {
  const { asked, said } = await walked(
    () => `</docs/api>; rel="help", </api/v1/collections?limit=1&cursor=a%2Cb>; title="More"; rel="next"`,
  );
  expect(said).toBe("[1, 2]");
  expect(asked).toEqual(["/api/v1/collections?limit=1", "/api/v1/collections?limit=1&cursor=a%2Cb"]);
});

test("a list without such a link is over, and one that leads to another site is not followed with the key", async () => {
  expect((await walked(() => `</docs/api>; rel="help"`)).said).toBe("[1]");
  for (const elsewhere of ["https://evil.example/api/v1/collections", "//evil.example/api/v1/collections"]) {
    const { asked, said } = await walked(() => `<${elsewhere}>; rel="next"`);
    expect([asked.length, said]).toEqual([1, "refused: The next page would be at another site."]);
  }
  const { said } = await walked((port) => `<http://127.0.0.1:${port}@evil.example/api/v1/x>; rel="next"`);
  expect(said).toBe("refused: The next page would be at another site.");
});

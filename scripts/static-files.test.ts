import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import os from "node:os";
import path from "node:path";
import { brotliDecompressSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { compressStatic } from "./prepare/compress-static";
import { staticFiles } from "./static-files";

const script = "export const answer = 42;\n".repeat(200);
const folder = mkdtempSync(path.join(os.tmpdir(), "commons-static-"));
let server: Server;

beforeAll(async () => {
  mkdirSync(path.join(folder, "static", "chunks"), { recursive: true });
  writeFileSync(path.join(folder, "static", "chunks", "page.js"), script);
  writeFileSync(path.join(folder, "secret.txt"), "a secret");
  await compressStatic(path.join(folder, "static"));
  const send = staticFiles(folder);
  server = createServer((incoming, response) => {
    if (!send(incoming, response)) response.writeHead(404, { "x-asked": incoming.url ?? "" }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});

afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

function ask(url: string, encoding = "gzip, deflate, br") {
  const { port } = server.address() as AddressInfo;
  return new Promise<{ status: number; headers: Record<string, unknown>; body: Buffer }>(
    (resolve, reject) => {
      request(
        { port, host: "127.0.0.1", path: url, headers: { "accept-encoding": encoding } },
        (response) => {
          const chunks: Buffer[] = [];
          response.on("data", (chunk: Buffer) => chunks.push(chunk));
          response.on("end", () =>
            resolve({
              status: response.statusCode ?? 0,
              headers: response.headers,
              body: Buffer.concat(chunks),
            }),
          );
        },
      )
        .on("error", reject)
        .end();
    },
  );
}

describe("a build's static files", () => {
  test("go out in Brotli to who takes it and plain to who does not, for ever", async () => {
    const small = await ask("/_next/static/chunks/page.js");
    expect(small.headers).toMatchObject({
      "content-encoding": "br",
      "cache-control": "public,max-age=31536000,immutable",
      "x-content-type-options": "nosniff",
    });
    expect(small.headers["content-type"]).toContain("javascript");
    expect(small.headers.vary).toMatch(/accept-encoding/i);
    expect(brotliDecompressSync(small.body).toString()).toBe(script);
    const plain = await ask("/_next/static/chunks/page.js", "identity");
    expect(plain.headers["content-encoding"]).toBeUndefined();
    expect(plain.body.toString()).toBe(script);
  });

  test.each([
    "/_next/static/../secret.txt",
    "/_next/static/%2e%2e/secret.txt",
    "/_next/static/..%2fsecret.txt",
    "/_next/static/chunks/absent.js",
    "/_next/static/%",
    "/runs/1",
  ])("are the only ones: %s is left to Next, as it was asked for", async (url) => {
    const { status, headers } = await ask(url);
    expect(status).toBe(404);
    expect(headers["x-asked"]).toBe(url);
  });
});

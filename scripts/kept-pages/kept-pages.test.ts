import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { askerOfPage, noteFleeting, noteRead, showingRows } from "@/lib/kept-pages/showing";
import { KeptPages } from "./kept-pages";
import { makePage } from "./make-page";
import { newNonce } from "./page-template";

/** Changes as the database tells them, told by the test. */
class ToldChanges {
  hears = true;
  number = 1;
  heard = 0;
  readonly #changed = new Map<string, number>();

  change(topic: string): void {
    this.#changed.set(topic, ++this.number);
  }
  tellsOf = (topics: Iterable<string>) => ![...topics].includes("Session");
  isSame = (topics: Iterable<string>, since: number) =>
    [...topics].every((topic) => (this.#changed.get(topic) ?? 0) <= since);
  async heardSoFar(): Promise<void> {
    this.heard++;
  }
}

type Page = (request: IncomingMessage, response: ServerResponse) => unknown;

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** A server whose pages are kept; whatever is not is made by the same `page`, which says `direct`. */
async function site(page: Page, maxBytes?: number) {
  const changes = new ToldChanges();
  let made = 0;
  let direct = 0;
  const make = async (request: IncomingMessage, response: ServerResponse) => {
    const nonce = newNonce();
    response.setHeader("content-security-policy", `script-src 'nonce-${nonce}'`);
    response.setHeader("content-type", "text/html");
    const body = await page(request, response);
    response.write(`<script nonce="${nonce}"></script>`);
    response.end(`${body}<i nonce="${nonce}">${request.url}</i>`);
  };
  const pages = new KeptPages({
    changes,
    ...(maxBytes !== undefined && { maxBytes }),
    make: (key) => {
      made++;
      return makePage(key, make);
    },
  });
  const server = createServer(async (request, response) => {
    request.headers["x-forwarded-for"] ??= request.socket.remoteAddress;
    if (await pages.answer(request, response)) return;
    direct++;
    await make(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  closing.push(() => server.close());
  const address = `http://localhost:${(server.address() as AddressInfo).port}`;
  const get = (path = "/", headers: Record<string, string> = {}, method = "GET") =>
    fetch(address + path, { headers, method });
  const text = async (...asked: Parameters<typeof get>) => (await get(...asked)).text();
  return { changes, pages, get, text, counts: () => ({ made, direct }) };
}

const plain = (body: string) => body.replaceAll(/nonce="[^"]*"/g, "");
const nonceOf = (response: Response) =>
  /'nonce-([^']+)'/.exec(response.headers.get("content-security-policy") ?? "")?.[1] ?? "";

test("a page is made once and sent again until what it shows changes", async () => {
  let value = 1;
  const { changes, text, counts } = await site(() => {
    noteRead("Finding", "Model");
    return `value ${value}`;
  });
  const first = plain(await text());
  value = 2;
  changes.change("Run");
  expect(plain(await text())).toBe(first);
  expect(counts()).toEqual({ made: 1, direct: 0 });
  changes.change("Finding");
  expect(await text()).toContain("value 2");
  expect(counts()).toEqual({ made: 2, direct: 0 });
});

test("every answer has a nonce of its own, in its policy and its body, and never the one it was made with", async () => {
  const made: string[] = [];
  const { get } = await site((_, response) => {
    made.push(
      nonceOf(
        new Response(null, {
          headers: { "content-security-policy": String(response.getHeader("content-security-policy")) },
        }),
      ),
    );
    return "";
  });
  const seen = new Set<string>();
  for (let n = 0; n < 40; n++) {
    const response = await get(
      "/",
      n % 2 ? { "accept-encoding": "gzip" } : { "accept-encoding": "identity" },
    );
    expect(response.headers.get("content-encoding")).toBe(n % 2 ? "gzip" : null);
    const nonce = nonceOf(response);
    const body = await response.text();
    expect(body.split(`nonce="${nonce}"`)).toHaveLength(3);
    expect(body.match(/nonce="/g)).toHaveLength(2);
    seen.add(nonce);
  }
  expect(seen.size).toBe(40);
  expect(made).toHaveLength(1);
  expect(seen.has(made[0] ?? "")).toBe(false);
});

test("a hundred at once have it made once", async () => {
  const { text, counts } = await site(() => new Promise((resolve) => setTimeout(() => resolve("slow"), 50)));
  const bodies = await Promise.all(Array.from({ length: 100 }, () => text()));
  expect(new Set(bodies.map(plain)).size).toBe(1);
  expect(counts()).toEqual({ made: 1, direct: 0 });
});

test("what changes while a page is made is not missed, by who asked after the change", async () => {
  let value = 1;
  const going: (() => void)[] = [];
  const { changes, text, counts } = await site(async () => {
    noteRead("Finding");
    const read = value;
    await new Promise<void>((resolve) => going.push(resolve));
    return `value ${read}`;
  });
  const go = () =>
    expect
      .poll(() => going.length)
      .toBe(1)
      .then(() => going.splice(0).map((each) => each()));
  const early = text();
  await expect.poll(() => going.length).toBe(1);
  value = 2;
  changes.change("Finding");
  const late = text();
  await new Promise((resolve) => setTimeout(resolve, 50));
  await go();
  expect(await early).toContain("value 1");
  await go();
  expect(await late).toContain("value 2");
  expect(counts().made).toBe(2);
});

test("a page that asks who is looking is made for each who asks, by their own address and cookie", async () => {
  const { get, counts } = await site((request) => {
    const asker = askerOfPage() ?? { cookie: request.headers.cookie };
    return `of ${asker.cookie}`;
  });
  const names = ["ann", "bob", "cleo", "dan"];
  for (let round = 0; round < 3; round++)
    await Promise.all(
      names.map(async (name) => {
        const body = await (await get("/runs/1", { cookie: `circuit-commons.guest=${name}` })).text();
        expect(body).toContain(`of circuit-commons.guest=${name}<`);
        for (const other of names) if (other !== name) expect(body).not.toContain(other);
      }),
    );
  expect(counts().made).toBe(1);
});

test("nothing is kept that sets a cookie, is no page, or shows what nobody is told of", async () => {
  const { get, counts } = await site((request, response) => {
    if (request.url === "/runs/cookie") response.setHeader("set-cookie", "secret=1");
    if (request.url === "/runs/none") response.statusCode = 404;
    if (request.url === "/findings/gone") response.statusCode = 410;
    if (request.url === "/runs/trouble") response.statusCode = 503;
    if (request.url === "/runs/session") noteRead("Session");
    return "";
  });
  for (const [path, status] of [
    ["/runs/cookie", 200],
    ["/runs/none", 404],
    ["/findings/gone", 410],
    ["/runs/trouble", 503],
    ["/runs/session", 200],
  ] as const) {
    const before = counts();
    for (let n = 0; n < 3; n++) expect((await get(path)).status).toBe(status);
    const { made, direct } = counts();
    expect(made + direct - before.made - before.direct).toBe(3);
  }
});

test("while nobody hears of changes every page is made anew", async () => {
  const { changes, text, counts } = await site(() => "");
  await text();
  changes.hears = false;
  await text();
  await text();
  expect(counts()).toEqual({ made: 1, direct: 2 });
});

test("whoever did something is shown it: what the process has written is heard first", async () => {
  const { changes, get, text } = await site(() => "");
  await text();
  await text();
  expect(changes.heard).toBe(0);
  await get("/runs", {}, "POST");
  await expect.poll(async () => (await text()) && changes.heard).toBeGreaterThan(0);
  const { heard } = changes;
  await text();
  expect(changes.heard).toBe(heard);
});

test("a head is a page without its body", async () => {
  const { get } = await site(() => "words");
  const asked = { "accept-encoding": "identity" };
  const body = await (await get("/", asked)).text();
  const head = await get("/", asked, "HEAD");
  expect([head.status, await head.text()]).toEqual([200, ""]);
  expect(head.headers.get("content-length")).toBe(String(Buffer.byteLength(body)));
});

test("what is kept stays within its bytes, however many addresses are asked for", async () => {
  const { pages, text, counts } = await site(() => "x".repeat(2_000), 200_000);
  await text("/");
  for (let n = 0; n < 300; n++) {
    await text(`/features?q=${n}`);
    // What is asked for again and again stays.
    await text("/");
    expect(pages.bytes).toBeLessThanOrEqual(200_000);
  }
  expect(counts().made).toBe(301);
  expect(pages.bytes).toBeGreaterThan(100_000);
});

test("a read of one row is not touched by the others, and what is fleeting is a second old at most", async () => {
  const { changes, text, counts } = await site(async ({ url }) => {
    const isReady = url !== "/runs/waits";
    await showingRows(
      async () => noteRead("Run", "Model"),
      () => (isReady ? { topics: ["Run 1"], insteadOf: ["Run"] } : null),
    );
    if (url === "/runs/count") noteFleeting();
    return "";
  });
  const makings = async (path: string, topic: string) => {
    await text(path);
    const { made } = counts();
    changes.change(topic);
    await text(path);
    return counts().made - made;
  };
  expect(await makings("/runs/1", "Run")).toBe(0);
  expect(await makings("/runs/1", "Run 2")).toBe(0);
  expect(await makings("/runs/1", "Run 1")).toBe(1);
  expect(await makings("/runs/1", "Model")).toBe(1);
  expect(await makings("/runs/waits", "Run")).toBe(1);
  await text("/runs/count");
  const { made } = counts();
  await new Promise((resolve) => setTimeout(resolve, 900));
  // One who asks then is shown it as it was, and has it made anew for the next.
  await Promise.all(Array.from({ length: 5 }, () => text("/runs/count")));
  await expect.poll(() => counts().made).toBe(made + 1);
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  await text("/runs/count");
  expect(counts().made).toBe(made + 2);
});

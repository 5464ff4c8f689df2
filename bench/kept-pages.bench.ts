import { fork } from "node:child_process";
import { once } from "node:events";
import http from "node:http";
import { z } from "zod";
import { db } from "@/lib/db/client";
import type { BareAnswers } from "./bare-server";
import { withEvidenceSite } from "./evidence-site";
import { readFor, reportSpells, type Spell } from "./many-readers";
import { interleave, median, report } from "./measure";

/*
 * What the site answers guests, from a production start: mixed pages asked for by fifty readers at once, sent again where
 * nothing changed, made anew each time, and the same bytes by a server that does nothing else, in turn in one run; how soon a
 * change is seen; and a feature's page, made anew, beside one without data. The readers are on the same cores.
 */
const readers = 50;
const spellMillis = 5_000;
const spells = 3;
const rounds = 60;

/** Whoever seems to have a session is answered past what is kept, with the same page. */
const anew = { cookie: "bench.session-token=none" };
const packed = { "accept-encoding": "gzip" };
/** Headers that each server decides for itself. */
const ofConnection = new Set(["connection", "date", "keep-alive", "transfer-encoding"]);

const agent = new http.Agent({ keepAlive: true, maxSockets: readers });

function get(address: string, headers: Record<string, string> = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const asked = http.get(address, { agent, headers }, (response) => {
      const parts: Buffer[] = [];
      response.on("data", (part: Buffer) => parts.push(part));
      response.on("end", () => {
        if (response.statusCode === 200) resolve(Buffer.concat(parts).toString());
        else reject(new Error(`${address} answered ${response.statusCode}`));
      });
    });
    asked.on("error", reject);
  });
}

/** What the addresses are answered, from a process that does nothing but send it. */
async function withBareServer<T>(addresses: string[], work: (address: string) => Promise<T>): Promise<T> {
  const answers: BareAnswers = {};
  for (const address of addresses) {
    const { pathname, search } = new URL(address);
    const { headers, body } = await fetchPacked(address);
    answers[pathname + search] = { head: headers, body: body.toString("base64") };
  }
  const server = fork("bench/bare-server.ts", { execArgv: ["--import", "tsx"] });
  try {
    const told = once(server, "message");
    server.send(answers);
    const { port } = z.object({ port: z.number() }).parse((await told)[0]);
    return await work(`http://localhost:${port}`);
  } finally {
    server.kill();
  }
}

/** As it is sent: not unpacked. */
function fetchPacked(address: string): Promise<{ headers: Record<string, string>; body: Buffer }> {
  return new Promise((resolve, reject) => {
    const asked = http.get(address, { agent, headers: packed }, (response) => {
      const parts: Buffer[] = [];
      response.on("data", (part: Buffer) => parts.push(part));
      response.on("end", () => {
        const kept = Object.entries(response.headers).filter(([name]) => !ofConnection.has(name));
        const headers = Object.fromEntries(kept.map(([name, value]) => [name, String(value)]));
        resolve({ headers, body: Buffer.concat(parts) });
      });
    });
    asked.on("error", reject);
  });
}

async function measureReaders(addresses: string[]): Promise<void> {
  for (const each of addresses) await get(each, anew);
  for (const each of addresses) await waitUntilKept(each);
  await withBareServer(addresses, async (bare) => {
    const sameOf = (address: string) => bare + new URL(address).pathname + new URL(address).search;
    const ways = {
      "sent again": { addresses, headers: packed },
      "by a bare server of the same bytes": { addresses: addresses.map(sameOf), headers: packed },
      "made anew": { addresses, headers: { ...packed, ...anew } },
    };
    const spellsOf: Record<string, Spell[]> = {};
    for (let n = 0; n < spells; n++)
      for (const [way, { addresses: asked, headers }] of Object.entries(ways)) {
        const spell = await readFor(asked, { readers, millis: spellMillis, headers });
        spellsOf[way] = [...(spellsOf[way] ?? []), spell];
      }
    const rates = Object.entries(spellsOf).map(([way, all]) =>
      reportSpells(way, all, way === "sent again" ? 300 : undefined),
    );
    report(
      "a bare server's pages a second beside those sent again",
      (rates[1] ?? 0) / (rates[0] ?? 1),
      "times",
    );
  });
}

/** What is still being computed is not kept: the first page's circuits are traced and checked after a start. */
async function waitUntilKept(address: string): Promise<void> {
  for (let n = 0; n < 600; n++) {
    if ((await fetchPacked(address)).headers.age !== undefined) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`${address} is not kept`);
}

async function measureChange(address: string): Promise<void> {
  const times: number[] = [];
  for (let n = 0; n < 20; n++) {
    await get(`${address}/models`);
    const displayName = `Changed ${n}`;
    await db().model.updateMany({ data: { displayName } });
    const start = performance.now();
    while (!(await get(`${address}/models`)).includes(displayName));
    times.push(performance.now() - start);
  }
  report("from a change to the first page that shows it, longest of 20", Math.max(...times), "ms", 1000);
}

async function measureFeaturePage(address: string, feature: string): Promise<void> {
  const times = await interleave(rounds, {
    "a feature's page": () => get(address + feature, anew),
    "a page without data": () => get(`${address}/sign-up`, anew),
    "a feature's page, sent again": () => get(address + feature),
  });
  const of = Object.fromEntries(Object.entries(times).map(([name, sorted]) => [name, median(sorted)]));
  for (const [name, millis] of Object.entries(of)) report(`${name}, median`, millis, "ms");
  report(
    "a feature's page made anew beside one without data",
    (of["a feature's page"] ?? 0) / (of["a page without data"] ?? 1),
    "times",
    2,
  );
}

await withEvidenceSite(async ({ address, features, run, circuit }) => {
  const pages = ["/", "/features", "/features?layer=1", "/models", "/models/storybook-4l", "/docs/api"];
  const addresses = [...pages, run, circuit, ...features.slice(0, 12)].map((page) => address + page);
  await measureReaders(addresses);
  await measureChange(address);
  await measureFeaturePage(address, features[0] ?? "");
});

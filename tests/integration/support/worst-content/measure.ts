import { readdirSync } from "node:fs";
import path from "node:path";
import { findApiRoutes } from "@/app/api/find-api-routes";
import { db } from "@/lib/db/client";
import { heldTimes, maxHeldTimes } from "../held-times";
import type { Held, WebProcess } from "../web-process";
import { absentAddress, pageAddresses, routeAddresses } from "./addresses";
import { changesOf } from "./changes";
import type { Worst } from "./fill";

export interface Measured extends Held {
  /** `GET /runs/[id]`, and after a comma what of several. */
  name: string;
  status: number;
  bytes: number;
}

interface Asked {
  name: string;
  method: string;
  address: string;
  body?: string | Uint8Array<ArrayBuffer>;
}

/** What a stream's first event takes. */
const maxReadMillis = 60_000;

/** All that the site answers, as its folders have it. */
async function everythingAsked(worst: Worst): Promise<Asked[]> {
  const changes = (await findApiRoutes())
    .filter(({ method }) => method !== "GET")
    .flatMap((route) => {
      const { method, path } = route;
      return changesOf(route, worst).map(({ what, ...change }) => ({
        ...{ name: `${method} ${path}, ${what}`, method, ...change },
      }));
    });
  return [...(await everythingRead(worst)), ...changes];
}

/** Of what changes nothing: a page or route that nobody gave an address is an error. */
export async function everythingRead(worst: Worst): Promise<Asked[]> {
  const pages = pagesOf("app").map((path) => [path, pageAddresses(worst)[path]] as const);
  const routes = await findApiRoutes();
  const gets = routes
    .filter(({ method }) => method === "GET")
    .map(({ path }) => [path, routeAddresses(worst)[path]] as const);
  return [...pages, ...gets].flatMap(([path, addresses]) => {
    if (!addresses) throw new Error(`Nothing says what the worst of ${path} is: addresses.ts takes it.`);
    return addresses.map((address) => ({ name: `GET ${path}`, method: "GET", address }));
  });
}

/** The paths of the pages under a folder: `app/(site)/runs/[id]/page.tsx` is `/runs/[id]`. */
export function pagesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => path.basename(file) === "page.tsx")
    .map((file) => path.dirname(`/${file}`).replaceAll(/\/\([^/]+\)/g, "") || "/")
    .sort();
}

/** Asks for one thing after another and tells how long each held the thread that answers. */
export async function* measureAll(web: WebProcess, worst: Worst): AsyncGenerator<Measured> {
  const all = await everythingAsked(worst);
  // The code of each is loaded by its first request, which is nobody's content.
  for (const { method, name } of new Map(all.map((each) => [each.name.split(",")[0], each])).values()) {
    const [, place = ""] = /^\S+ ([^,]*)/.exec(name) ?? [];
    await send(web, worst, { name, method, address: absentAddress(place) });
  }
  for (const asked of all) {
    let measured = await measure(web, worst, asked);
    // What collecting others' garbage took is nobody's content: who only reads is asked again, and the least counts.
    for (let again = 0; again < 2 && asked.method === "GET" && heldTimes(measured) > maxHeldTimes; again++) {
      const other = await measure(web, worst, asked);
      if (heldTimes(other) < heldTimes(measured)) measured = other;
    }
    yield measured;
  }
}

async function measure(web: WebProcess, worst: Worst, asked: Asked): Promise<Measured> {
  await db().$executeRaw`delete from rate_limit`;
  let answer = { status: 0, bytes: 0 };
  const held = await web.whileDoing(async () => {
    answer = await send(web, worst, asked);
  });
  return { name: asked.method === "GET" ? `${asked.name} ${asked.address}` : asked.name, ...answer, ...held };
}

async function send({ address: site }: WebProcess, { person }: Worst, { method, address, body }: Asked) {
  const ends = new AbortController();
  const limit = setTimeout(() => ends.abort(), maxReadMillis);
  const type = typeof body === "string" ? "application/json" : "application/octet-stream";
  const response = await fetch(site + address, {
    ...{
      method,
      redirect: "manual",
      signal: ends.signal,
      headers: { cookie: person.cookie, "content-type": type },
    },
    ...(body !== undefined && { body }),
  });
  const isStream = response.headers.get("content-type")?.startsWith("text/event-stream");
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length;
    if (isStream && bytes > 100) break;
  }
  clearTimeout(limit);
  ends.abort();
  return { status: response.status, bytes };
}

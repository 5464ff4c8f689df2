import { beforeEach, expect, vi } from "vitest";
import { GET } from "@/app/api/v1/feeds/concerns/route";
import { PUT } from "@/app/api/v1/me/feed/route";
import { db } from "@/lib/db/client";
import { call, type Person } from "./people";

/** Feeds are kept for some seconds: each test of a file is a minute later, and so is what comes after the function that is given. */
export function minutesApart(): () => void {
  let clock = Date.now();
  beforeEach(() => {
    clock += 60_000;
    vi.useFakeTimers({ toFake: ["Date"], now: clock });
    return () => void vi.useRealTimers();
  });
  return () => {
    clock += 60_000;
    vi.setSystemTime(clock);
  };
}

/** The secret by which somebody's own feed opens from now on. */
export async function makeFeedKey(person: Person): Promise<string> {
  const answer = await call(PUT, { method: "PUT", person });
  expect(answer.status).toBe(200);
  const { url } = await answer.json();
  return new URL(url).searchParams.get("key") ?? "";
}

/** What a feed reader has of somebody's own feed, entry by entry. */
export async function readOwnFeed(key: string) {
  const answer = await call(GET, { path: `/?${new URLSearchParams({ key })}` });
  const text = await answer.text();
  const [, ...entries] = text.split("<entry>");
  const of = (name: string) => (entry: string) => new RegExp(`<${name}[^>]*>([^<]*)`).exec(entry)?.[1] ?? "";
  return {
    ...{ status: answer.status, headers: answer.headers, text },
    titles: entries.map(of("title")),
    summaries: entries.map(of("summary")),
    ids: entries.map((entry) => of("id")(entry).replace("urn:uuid:", "")),
    links: entries.map((entry) => /<link [^>]*href="([^"]*)"/.exec(entry)?.[1] ?? ""),
  };
}

/** Puts a residual feature among those of a circuit. */
export async function addFeature(circuitId: string, layer: number, index: number): Promise<void> {
  await db().$executeRaw`
    insert into "CircuitFeature" ("circuitId", "featureId", position, activation, influence, effect, expanded)
    select ${circuitId}::uuid, f.id, 1, 1, 0.5, 1, false from "Feature" f
    join "Dictionary" d on d.id = f."dictionaryId" and d.layer = ${layer}
    join "DictionarySet" s on s.id = d."setId" and s.kind = 'resid'
    join "Circuit" c on c.id = ${circuitId}::uuid
    join "RunSet" r on r."setId" = s.id and r."runId" = c."runId" where f.index = ${index}`;
}

import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { GET as getAttributionGraph } from "@/app/api/v1/circuits/[id]/attribution-graph/route";
import { GET as getGraph } from "@/app/api/v1/circuits/[id]/graph/route";
import { maxEdgesRead, packDocument } from "@/lib/circuits/read-circuit-graph";
import { db } from "@/lib/db/client";
import { createFinishedCircuit } from "../support/circuits";
import { call } from "../support/people";
import { setUpSite } from "../support/site";

setUpSite();

test("a large graph is unpacked as it is read, and keeps nothing for who stops reading", async () => {
  const id = await createFinishedCircuit();
  const document = { noise: randomBytes(4_000_000).toString("hex") };
  await db().circuit.update({ where: { id }, data: { graph: packDocument(document) } });
  const whole = await (await call(getGraph, { params: { id } })).json();
  expect(whole.noise === document.noise).toBe(true);
  const reader = (await call(getGraph, { params: { id } })).body?.getReader();
  expect((await reader?.read())?.value?.length).toBeLessThan(document.noise.length / 10);
  await reader?.cancel();
  // One whose connection takes nothing more, and then is gone: no exception may come of it later.
  const leaves = new AbortController();
  const gone = new Promise<void>((resolve) => leaves.signal.addEventListener("abort", () => resolve()));
  const stuck = new WritableStream({ write: () => gone });
  const sending = (await call(getGraph, { params: { id } })).body?.pipeTo(stuck, { signal: leaves.signal });
  setTimeout(() => leaves.abort(), 200);
  await expect(sending).rejects.toThrow();
  expect((await call(getGraph, { method: "HEAD", params: { id } })).status).toBe(200);
});

test("a circuit of more edges than the site reads is not written as an attribution graph by it, and says who can", async () => {
  const id = await createFinishedCircuit();
  await db().circuit.update({ where: { id }, data: { edgeCount: maxEdgesRead + 1 } });
  const refusal = await call(getAttributionGraph, { params: { id } });
  expect(refusal.status).toBe(422);
  expect((await refusal.json()).title).toMatch(/100,001 edges.*commons export/);
});

test("attribution graphs are written ten a minute for one reader", async () => {
  const id = await createFinishedCircuit();
  await db().circuit.update({ where: { id }, data: { edgeCount: maxEdgesRead + 1 } });
  const headers = { "x-forwarded-for": "192.0.2.77" };
  const ask = async () => (await call(getAttributionGraph, { params: { id }, headers })).status;
  for (let n = 0; n < 10; n++) expect(await ask()).toBe(422);
  expect(await ask()).toBe(429);
});

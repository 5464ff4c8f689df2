import { createServer, type Socket } from "node:net";
import pino from "pino";
import { afterEach, expect, test, vi } from "vitest";
import { db } from "@/lib/db/client";
import { startWorker } from "@/workers/start-worker";
import { noModels } from "../support/no-models";
import { createPerson } from "../support/people";
import { setUpSite } from "../support/site";
import { waitFor } from "../support/wait-for";

/** A mail server that takes connections and never says a word. */
const sockets: Socket[] = [];
const silent = createServer((socket) => void sockets.push(socket.on("error", () => {})));
await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
const address = silent.address();
if (address === null || typeof address === "string") throw new Error("It has no port.");

setUpSite({
  model: false,
  env: { EMAIL_SERVER: `smtp://127.0.0.1:${address.port}`, EMAIL_FROM: "commons@example.org" },
});
const atTheEnd: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  vi.useRealTimers();
  for (const socket of sockets) socket.destroy();
  await new Promise((resolve) => silent.close(resolve));
  for (const each of atTheEnd.splice(0)) await each();
});

const dueAt = new Date(Date.now() - 60_000);

async function createReader(): Promise<string> {
  const { id, handle } = await createPerson();
  const email = { email: `${handle}@example.org`, emailVerified: dueAt };
  await db().user.update({
    where: { id },
    data: { ...email, digestEvery: "daily", digestDueAt: dueAt },
  });
  await db().notification.create({
    data: { memberId: id, kind: "published", thing: `finding:${id}`, title: "Sums", path: "/findings" },
  });
  return id;
}

test("a worker waits for a mail server that does not answer with one mail at a time, and writes down what is due meanwhile", async () => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  const worker = await startWorker({ models: noModels, lanes: [], log: pino({ level: "silent" }) });
  atTheEnd.push(() => worker.abandon());
  for (let minute = 0; minute < 4; minute++) {
    const memberId = await createReader();
    vi.advanceTimersByTime(60_000);
    await waitFor("a digest to be written down", () => db().digest.findFirst({ where: { memberId } }));
    // The rounds of the same minute, which began at once with it.
    vi.advanceTimersByTime(1);
    if (minute > 0) await waitFor("the server to be asked", async () => sockets.length > 0);
  }
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  expect(await db().digest.count({ where: { attempts: { gt: 0 } } })).toBe(1);
  expect(sockets).toHaveLength(1);
});

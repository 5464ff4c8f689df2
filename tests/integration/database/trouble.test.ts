import { once } from "node:events";
import { createServer } from "node:net";
import pg from "pg";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { findApiRoutes } from "@/app/api/find-api-routes";
import { GET as health } from "@/app/api/health/route";
import { POST as createAccount } from "@/app/api/v1/accounts/route";
import { GET as getRun } from "@/app/api/v1/runs/[id]/route";
import { POST as createRun } from "@/app/api/v1/runs/route";
import { authOptions } from "@/lib/auth/options";
import { db } from "@/lib/db/client";
import { createExampleRun } from "@/lib/runs/create-run";
import { runSeed } from "@/scripts/start/run-seed";
import { untilTrue } from "../support/command";
import { ownServer } from "../support/own-server";
import { call, createPerson, type Person } from "../support/people";

vi.setConfig({ testTimeout: 120_000 });

const server = ownServer();
let person: Person;
let runId: string;

beforeAll(async () => {
  person = await createPerson();
  runId = (await createExampleRun({ model: "storybook-4l", text: "The cat sat on the" })).id;
});

const read = () => call(getRun, { params: { id: runId }, inTrouble: true });
const write = (text: string) =>
  call(createRun, { inTrouble: true, method: "POST", person, body: { model: "storybook-4l", text } });

/** A refusal that says so, in a sentence that matches, and when to come back. */
async function expectTold(answer: Promise<Response>, sentence: RegExp): Promise<void> {
  const response = await answer;
  const problem = await response.json();
  expect([response.status, problem.title]).toEqual([503, expect.stringMatching(sentence)]);
  expect(Number(response.headers.get("retry-after"))).toBeGreaterThan(0);
}

async function expectWell(): Promise<void> {
  expect(await untilTrue(async () => (await read()).status === 200, 10)).toBe(true);
  // More at once than there are connections: none of them is lost.
  const answers = await Promise.all(Array.from({ length: 30 }, () => read()));
  expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 30 }, () => 200));
  expect((await write(`well again at ${performance.now()}`)).status).toBe(201);
}

describe("while the database", () => {
  test("is stopped, every route says so, and all is well once it is back", async () => {
    await expectWell();
    const start = await server.stop();
    try {
      for (const { method, path, handler } of await findApiRoutes()) {
        // Told from the code alone.
        if (path.endsWith("/openapi.json")) continue;
        const params = {
          id: runId,
          position: "0",
          nodeId: "attn.1.2@3",
          checkId: runId,
          model: "storybook-4l",
          verificationId: runId,
        };
        const attempt = { method, path, params, ...(method !== "GET" && { body: {} }) };
        const response = await call(handler, { ...attempt, person, inTrouble: true });
        expect([`${method} ${path}`, response.status]).toEqual([`${method} ${path}`, 503]);
        expect(response.headers.get("retry-after")).toBe("5");
        expect((await call(handler, { ...attempt, inTrouble: true })).status).not.toBe(500);
      }
      expect((await health()).status).toBe(503);
      // next-auth puts what is thrown here into an address.
      const signIn = authOptions().callbacks?.signIn?.({ user: { id: person.id }, account: null });
      await expect(signIn).rejects.toThrow(/^unreachable$/);
    } finally {
      await start();
    }
    await expectWell();
  });

  test("is gone as a start seeds it, the start waits and does it then", async () => {
    const start = await server.stop();
    // In its place somebody who tells when it was asked for.
    const gap = createServer((socket) => socket.destroy()).listen(Number(new URL(server.url()).port));
    const seeded = runSeed("scripts/start/seed.ts", { ...process.env });
    await Promise.race([once(gap, "connection"), seeded]);
    await new Promise((resolve) => gap.close(resolve));
    await start();
    expect(await seeded).toEqual({ administratorCode: expect.any(String) });
    await expectWell();
  });

  test("hangs, a reader is told so in seconds, and no connection waits behind what was asked then", async () => {
    await Promise.all(Array.from({ length: 10 }, () => read()));
    const goOn = server.pause();
    try {
      const asked = Array.from({ length: 12 }, () =>
        expectTold(read(), /database (does not answer|has more)/),
      );
      const saved = expectTold(write("while it hangs"), /database (does not answer|has more)/);
      const told = health().then(({ status }) => expect(status).toBe(503));
      await Promise.all([...asked, saved, told]);
    } finally {
      goOn();
    }
    await expectWell();
  });

  test("gives no connection, because others have them all", async () => {
    const { max } =
      (await server.query("select setting::int as max from pg_settings where name = 'max_connections'"))[0] ??
      {};
    await server.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and backend_type = 'client backend'",
    );
    const others: pg.Client[] = [];
    try {
      for (let n = 0; n < Number(max); n++) {
        const other = new pg.Client({ connectionString: server.url() });
        other.on("error", () => undefined);
        await other.connect();
        others.push(other);
      }
    } catch {
      // That was the last one.
    }
    try {
      await expectTold(read(), /database has more to do/);
      await expectTold(write("without a connection"), /database has more to do/);
    } finally {
      await Promise.all(others.map((other) => other.end()));
    }
    await expectWell();
  });

  test("holds what is asked for longer than a reader waits", async () => {
    const other = new pg.Client({ connectionString: server.url() });
    await other.connect();
    await other.query('begin; lock table "Run" in access exclusive mode');
    try {
      // More than there are connections: some wait for the lock, some for one of those.
      await Promise.all(Array.from({ length: 25 }, () => expectTold(read(), /database has more to do/)));
    } finally {
      await other.end();
    }
    await expectWell();
  });

  test("takes no changes, what is there can be read and a change is refused in words", async () => {
    await server.withSetting("default_transaction_read_only", "on", async () => {
      await expect.poll(async () => (await write("read only")).status).toBe(503);
      await expectTold(write("read only"), /takes no changes/);
      await expectTold(
        call(createAccount, {
          inTrouble: true,
          method: "POST",
          body: { handle: "somebody", password: "a long and good password" },
        }),
        /takes no changes/,
      );
      expect((await read()).status).toBe(200);
    });
    await expectWell();
  });
});

test("two transactions that hold each other up are both done, one of them at its second try", async () => {
  await server.query(
    "create table crossing (id int primary key, n int); insert into crossing values (1, 0), (2, 0)",
  );
  let tries = 0;
  let held = 0;
  const add = (first: number, second: number) =>
    db().$transaction(async (tx) => {
      tries++;
      await tx.$executeRaw`update crossing set n = n + 1 where id = ${first}`;
      held++;
      // Each holds its first row before either asks for the other's.
      if (held <= 2) await untilTrue(() => held >= 2, 12);
      await tx.$executeRaw`update crossing set n = n + 1 where id = ${second}`;
    });
  await Promise.all([add(1, 2), add(2, 1)]);
  expect(await server.query("select n from crossing")).toEqual([{ n: 2 }, { n: 2 }]);
  expect(tries).toBe(3);
});

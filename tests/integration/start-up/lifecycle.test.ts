import { existsSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { z } from "zod";
import {
  freePort,
  processesOf,
  processesRunning,
  type RunningCommand,
  refusedStart,
  runCommand,
  signalProcess,
  startCommand,
  temporaryFolder,
  untilTrue,
} from "../support/command";
import { createTestDatabase } from "../support/database";

// Real processes on a machine that may be busy with other tests.
vi.setConfig({ testTimeout: 180_000 });

const healthSchema = z.object({
  ok: z.boolean(),
  build: z.string(),
  database: z.object({ version: z.string().nullable() }),
});

const folder = path.join(temporaryFolder(), "data");
let environment: Record<string, string>;
let site: RunningCommand;

async function isWell(): Promise<boolean> {
  return fetch(`http://localhost:${environment.PORT}/api/health`).then(
    (response) => response.ok,
    () => false,
  );
}

function allGone(patienceSeconds: number): Promise<boolean> {
  return untilTrue(() => processesOf(folder).length === 0, patienceSeconds);
}

/** Kills one process of the running site and waits for another in its place and the site to be whole again. */
async function expectRecoveryOf(text: string): Promise<void> {
  const victims = processesRunning(folder, text);
  expect(victims).not.toEqual([]);
  for (const victim of victims) signalProcess(victim, "SIGKILL");
  const replaced = () => processesRunning(folder, text).some((pid) => !victims.includes(pid));
  expect(await untilTrue(async () => replaced() && (await isWell()), 45)).toBe(true);
}

afterEach(({ task }) => {
  if (task.result?.state === "fail") console.error(site.output());
});

beforeAll(async () => {
  environment = { DATA_DIR: folder, PORT: String(await freePort()) };
  // Without the production build, the first start makes it.
  site = runCommand(startCommand, environment);
  await site.says(/The site answers at/, 240);
}, 300_000);

afterAll(() => {
  signalProcess(site.child.pid ?? 0, "SIGKILL");
});

test("the site answers when its address is printed, and tells its versions", async () => {
  const health = healthSchema.parse(
    await (await fetch(`http://localhost:${environment.PORT}/api/health`)).json(),
  );
  expect(health).toMatchObject({ ok: true, database: { version: "18.4" } });
  // A checkout names its commit too.
  expect(health.build).toMatch(/^0\.1\.0(\+[0-9a-f]{8})?$/);
});

test("while nobody administers the site, the start prints how to", async () => {
  await site.says(/invitation code \S{8,}/);
});

test("a second start over the same data folder is refused and told where the first one is", async () => {
  const { code, output } = await refusedStart({ ...environment, PORT: String(await freePort()) });
  expect(code).toBe(1);
  expect(output).toContain(`in use by a site that is already running (http://localhost:${environment.PORT}`);
  expect(await isWell()).toBe(true);
});

test("a worker that is killed is replaced", () => expectRecoveryOf("workers/main."));

test("a web server that is killed is replaced", () => expectRecoveryOf("scripts/web."));

test("a database server that is killed is started again, and the site is whole again", () =>
  expectRecoveryOf("bin/postgres"));

test("a database server that is killed again and again is back as soon as the first time", async () => {
  for (let kill = 1; kill <= 6; kill++) {
    const victims = processesRunning(folder, "bin/postgres");
    for (const victim of victims) signalProcess(victim, "SIGKILL");
    expect(await untilTrue(async () => !(await isWell()), 10)).toBe(true);
    // Held to 10 s; twice that for a machine that does other things too.
    expect(await untilTrue(isWell, 20), `kill ${kill}`).toBe(true);
  }
});

test("when the start itself is killed, everything it started ends by itself", async () => {
  signalProcess(site.child.pid ?? 0, "SIGKILL");
  expect(await allGone(30), processesOf(folder).join(" ")).toBe(true);
});

test("the next start recovers, and Ctrl-C under npm drains and ends all of it", async () => {
  site = runCommand(["npm", "start"], environment);
  await site.says(/The site answers at/);
  // A terminal signals the whole group, and npm passes the signal on once more.
  process.kill(-(site.child.pid ?? 0), "SIGINT");
  await site.ended;
  expect(site.output()).toMatch(/Stopping[\s\S]*Stopped/);
  expect(processesOf(folder)).toEqual([]);
});

test("SIGTERM to npm alone ends everything too", async () => {
  site = runCommand(["npm", "start"], environment);
  await site.says(/The site answers at/);
  signalProcess(site.child.pid ?? 0, "SIGTERM");
  await site.ended;
  expect(await allGone(30), processesOf(folder).join(" ")).toBe(true);
});

test("a second Ctrl-C does not wait for a worker that hangs", async () => {
  site = runCommand(startCommand, environment);
  await site.says(/The site answers at/);
  for (const worker of processesRunning(folder, "workers/main.")) signalProcess(worker, "SIGSTOP");
  signalProcess(site.child.pid ?? 0, "SIGINT");
  await site.says(/Stopping/);
  await sleep(1_000);
  expect(site.output()).not.toMatch(/Stopped/);
  signalProcess(site.child.pid ?? 0, "SIGINT");
  expect((await site.ended).code).toBe(1);
  expect(await allGone(10)).toBe(true);
});

test("one signal before the site is up ends what was begun", async () => {
  site = runCommand(startCommand, environment);
  await site.says(/Starting the embedded PostgreSQL/);
  signalProcess(site.child.pid ?? 0, "SIGTERM");
  expect((await site.ended).code).toBe(130);
  expect(processesOf(folder)).toEqual([]);
});

test("a site that is up and asked to stop exits with 0", async () => {
  site = runCommand(startCommand, environment);
  await site.says(/The site answers at/);
  signalProcess(site.child.pid ?? 0, "SIGTERM");
  expect((await site.ended).code).toBe(0);
  expect(processesOf(folder)).toEqual([]);
});

test("with a database of the operator's own, none is brought along", async () => {
  const database = await createTestDatabase("empty");
  const ownFolder = path.join(temporaryFolder(), "data");
  site = runCommand(startCommand, { ...environment, DATA_DIR: ownFolder, DATABASE_URL: database.url });
  await site.says(/The site answers at/);
  expect(site.output()).toContain("Using the database that DATABASE_URL names");
  expect(existsSync(path.join(ownFolder, "postgres"))).toBe(false);
  signalProcess(site.child.pid ?? 0, "SIGTERM");
  expect((await site.ended).code).toBe(0);
  await database.drop();
});

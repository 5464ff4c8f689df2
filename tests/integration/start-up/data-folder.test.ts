import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import path from "node:path";
import pg from "pg";
import { expect, test, vi } from "vitest";
import {
  freePort,
  processesOf,
  type RunningCommand,
  refusedStart,
  runCommand,
  signalProcess,
  startCommand,
  temporaryFolder,
  untilTrue,
} from "../support/command";
import { withSmallDisk } from "../support/small-disk";

// Real processes on a machine that may be busy with other tests.
vi.setConfig({ testTimeout: 180_000 });

/** The database alone: it goes through the same steps as in a whole start, and is up in two seconds. */
const databaseCommand = [process.execPath, "--import", "tsx", "scripts/dev-database.ts"];

async function databaseUrlOf(running: RunningCommand): Promise<string> {
  return (await running.says(/DATABASE_URL=(\S+)/))[1] ?? "";
}

async function stop(running: RunningCommand): Promise<void> {
  signalProcess(running.child.pid ?? 0, "SIGTERM");
  await running.ended;
}

async function query(databaseUrl: string, statement: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}

test("a first start that is killed while it makes the database leaves nothing that hinders the next", async () => {
  const folder = path.join(temporaryFolder(), "data");
  const killed = runCommand(databaseCommand, { DATA_DIR: folder });
  const begun = () => existsSync(folder) && readdirSync(folder).some((name) => name.includes(".unfinished-"));
  expect(await untilTrue(begun, 30)).toBe(true);
  for (const pid of processesOf(folder)) signalProcess(pid, "SIGKILL");
  await killed.ended;
  expect(existsSync(path.join(folder, "postgres"))).toBe(false);

  const next = runCommand(databaseCommand, { DATA_DIR: folder });
  await databaseUrlOf(next);
  await stop(next);
  expect(readdirSync(folder).sort()).toEqual(["postgres", "postgres.log", "secrets", "start.lock"]);
});

test("a server whose whole start was killed is recovered with what was committed", async () => {
  const folder = path.join(temporaryFolder(), "data");
  const first = runCommand(databaseCommand, { DATA_DIR: folder });
  await query(await databaseUrlOf(first), "create table kept as select 42 as answer");
  for (const pid of processesOf(folder)) signalProcess(pid, "SIGKILL");
  await first.ended;

  const second = runCommand(databaseCommand, { DATA_DIR: folder });
  expect(await query(await databaseUrlOf(second), "select answer from kept")).toEqual([{ answer: 42 }]);
  await stop(second);
});

test("the database takes connections from this machine only, with a password that only its owner can read", async () => {
  const folder = path.join(temporaryFolder(), "data");
  const running = runCommand(databaseCommand, { DATA_DIR: folder });
  const url = new URL(await databaseUrlOf(running));
  expect(url.hostname).toBe("127.0.0.1");
  expect(await query(url.href, "show listen_addresses")).toEqual([{ listen_addresses: "127.0.0.1" }]);
  expect(await query(url.href, "show password_encryption")).toEqual([
    { password_encryption: "scram-sha-256" },
  ]);
  expect(await query(url.href, "show server_encoding")).toEqual([{ server_encoding: "UTF8" }]);
  const secret = path.join(folder, "secrets", "database-password");
  expect(statSync(secret).mode & 0o077).toBe(0);
  expect(readFileSync(secret, "utf8").trim()).toBe(url.password);
  url.password = "guess";
  await expect(query(url.href, "select 1")).rejects.toThrow(/password authentication failed/);
  await stop(running);
});

test("a data folder that the database's user cannot enter works all the same", async () => {
  const closed = path.join(temporaryFolder(), "closed");
  mkdirSync(closed);
  chmodSync(closed, 0o700);
  const folder = path.join(closed, "data");
  const running = runCommand(databaseCommand, { DATA_DIR: folder });
  expect(await query(await databaseUrlOf(running), "select 1 as one")).toEqual([{ one: 1 }]);
  await stop(running);
  const pointer = path.join(folder, "postgres.location");
  // Only root's server runs as another user; an ordinary user's own can enter.
  if (process.getuid?.() !== 0) return expect(existsSync(pointer)).toBe(false);
  const place = readFileSync(pointer, "utf8").trim();
  expect(running.output()).toContain(`the database stands in ${place}`);
  expect(existsSync(path.join(place, "PG_VERSION"))).toBe(true);
  rmSync(path.dirname(place), { recursive: true });
});

test("a disk that is too small for the database is refused before anything is made", async () => {
  const folder = path.join(temporaryFolder(), "data");
  const { code, output } = await refusedStart(
    { DATA_DIR: folder, PORT: String(await freePort()) },
    withSmallDisk(folder, "size=20m", startCommand),
  );
  expect(code).toBe(1);
  expect(output).toMatch(
    /disk that holds \S+ is full \(\d+ MB are free and 200 MB are needed\); nothing was changed/,
  );
});

test("a disk that fills up while the database is made is named, and what was begun is gone", async () => {
  const folder = path.join(temporaryFolder(), "data");
  // A limit on the number of files is one that free space does not show.
  const { code, output } = await refusedStart(
    { DATA_DIR: folder, PORT: String(await freePort()) },
    withSmallDisk(folder, "size=500m,nr_inodes=300", [
      ...["sh", "-c", '"$@"; code=$?; ls "$0"; exit $code', folder],
      ...startCommand,
    ]),
  );
  expect(code, output).toBe(1);
  expect(output).toMatch(/disk that holds \S+ is full, so the database was not made/);
  expect(output).not.toMatch(/unfinished|^postgres$/m);
});

test("a site whose disk has filled up is refused, and starts with its data once there is room", async () => {
  const folder = path.join(temporaryFolder(), "data");
  const url = `$(grep -o "postgresql://.*" ${folder}/said)`;
  // What an earlier start said goes first: the shell may look before the next one has emptied the file.
  const start = `rm -f ${folder}/said; ${databaseCommand.join(" ")} > ${folder}/said & server=$!; until grep -qs DATABASE_URL ${folder}/said; do sleep 0.1; done`;
  const ask = (statement: string) =>
    `node -e "const pg=require('pg');const c=new pg.Client(process.argv[1]);c.connect().then(()=>c.query(process.argv[2])).then(r=>{console.log(JSON.stringify(r.rows));return c.end()})" "${url}" "${statement}"`;
  const script = [
    ...[start, ask("create table kept as select 42 as answer"), "kill $server; wait $server"],
    ...[`dd if=/dev/zero of=${folder}/filler bs=1M 2>/dev/null || :`, '"$@"', "echo refused with $?"],
    ...[`rm ${folder}/filler`, start, ask("select answer from kept"), "kill $server; wait $server"],
  ].join("\n");
  const { output } = await refusedStart(
    { DATA_DIR: folder, PORT: String(await freePort()) },
    withSmallDisk(folder, "size=260m", ["sh", "-c", script, "sh", ...startCommand]),
  );
  expect(output).toMatch(/MB are free and 50 MB are needed/);
  expect(output).toContain("refused with 1");
  expect(output).toContain('[{"answer":42}]');
});

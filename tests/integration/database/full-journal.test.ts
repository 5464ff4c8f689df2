import { closeSync, openSync, rmSync, writeSync } from "node:fs";
import path from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { GET as getRun } from "@/app/api/v1/runs/[id]/route";
import { closeDatabase } from "@/lib/db/client";
import { closePool } from "@/lib/db/pool";
import { describeModel } from "@/lib/engine/describe-model";
import { registerModel } from "@/lib/models/register-model";
import { createExampleRun } from "@/lib/runs/create-run";
import { type RunningCommand, runCommand, signalProcess, temporaryFolder } from "../support/command";
import { call } from "../support/people";
import { withSmallDisk } from "../support/small-disk";

vi.setConfig({ testTimeout: 120_000 });

const folder = temporaryFolder();
const smallDisk = path.join(folder, "small");
const dataDir = path.join(smallDisk, "data");
let server: RunningCommand;
/** The small disk as it is seen from outside of the processes that have it. */
let seen: string;

/** All of the database stands on a disk that is soon full, its journal too. Who has the disk outlives the server. */
beforeAll(async () => {
  const database = `${process.execPath} --import tsx scripts/dev-database.ts`;
  const command = ["sh", "-c", `${database}; exec sleep 600`];
  server = runCommand(withSmallDisk(smallDisk, "mode=1777,size=250m", command), { DATA_DIR: dataDir });
  const url = (await server.says(/DATABASE_URL=(\S+)/))[1] ?? "";
  seen = `/proc/${server.child.pid}/root${smallDisk}`;
  Object.assign(process.env, {
    ...{ DATABASE_URL: url, DATABASE_FOLDER: path.join(seen, "data/postgres") },
    ...{ DATA_DIR: folder, LOG_LEVEL: "silent" },
  });
  await registerModel(await describeModel("models/storybook-4l"));
});

afterAll(async () => {
  await closePool();
  await closeDatabase();
  signalProcess(-(server.child.pid ?? 0), "SIGKILL");
  await server.ended;
});

/** Writes until there is no room for a byte more. */
function fillDisk(): void {
  const file = openSync(path.join(seen, "filler"), "w");
  for (let size = 1 << 20; size >= 1; size >>= 1)
    try {
      for (;;) writeSync(file, Buffer.alloc(size));
    } catch {
      // A smaller piece may still have room.
    }
  closeSync(file);
}

/** Writes to the journal alone until the server has stopped. */
async function fillJournal(): Promise<void> {
  const client = new pg.Client({ connectionString: process.env.DATABASE_URL });
  client.on("error", () => undefined);
  await client.connect();
  for (let n = 0; n < 500; n++)
    await client.query("select pg_logical_emit_message(false, 'test', repeat('x', 1000000))");
}

test("a database that stopped since its disk has no room for its journal is called full, until there is room", async () => {
  const { id } = await createExampleRun({ model: "storybook-4l", text: "The cat sat on the" });
  const read = async () => {
    const response = await call(getRun, { params: { id }, inTrouble: true });
    return [response.status, (await response.json()).title, response.headers.get("retry-after")];
  };
  fillDisk();
  await expect(fillJournal()).rejects.toThrow();
  expect(await read()).toEqual([503, expect.stringMatching(/^The disk .* is full/), "60"]);
  rmSync(path.join(seen, "filler"));
  await expect.poll(read).toEqual([503, "The database does not answer. Try again in a moment.", "5"]);
});

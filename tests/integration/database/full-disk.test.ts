import path from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { GET as getRun } from "@/app/api/v1/runs/[id]/route";
import { POST as createRun } from "@/app/api/v1/runs/route";
import { closeDatabase } from "@/lib/db/client";
import { closePool } from "@/lib/db/pool";
import { describeModel } from "@/lib/engine/describe-model";
import { registerModel } from "@/lib/models/register-model";
import { createExampleRun } from "@/lib/runs/create-run";
import { type RunningCommand, runCommand, temporaryFolder } from "../support/command";
import { call, createPerson } from "../support/people";
import { withSmallDisk } from "../support/small-disk";

vi.setConfig({ testTimeout: 120_000 });

const databaseCommand = [process.execPath, "--import", "tsx", "scripts/dev-database.ts"];
const folder = temporaryFolder();
const smallDisk = path.join(folder, "small");
let server: RunningCommand;

/** The server has its journal on a disk with room, and the site's runs on one that is soon full. */
beforeAll(async () => {
  const dataDir = path.join(folder, "data");
  server = runCommand(withSmallDisk(smallDisk, "mode=1777,size=8m", databaseCommand), { DATA_DIR: dataDir });
  const url = (await server.says(/DATABASE_URL=(\S+)/))[1] ?? "";
  Object.assign(process.env, { DATABASE_URL: url, DATA_DIR: dataDir, LOG_LEVEL: "silent" });
  await query(`copy (select 1) to program 'mkdir ${smallDisk}/tables && cat > /dev/null'`);
  await query(`create tablespace small location '${smallDisk}/tables'`);
  await query('alter table "Run" set tablespace small');
  await registerModel(await describeModel("models/storybook-4l"));
});

afterAll(async () => {
  await closePool();
  await closeDatabase();
  server.child.kill("SIGTERM");
  await server.ended;
});

async function query(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

async function fillDisk(): Promise<void> {
  await query("create table filler (line text) tablespace small");
  await expect(
    query("insert into filler select repeat('full ', 200) from generate_series(1, 100000)"),
  ).rejects.toMatchObject({ code: "53100" });
}

test("a full disk is called that, what is there can be read, and all is well once there is room", async () => {
  const person = await createPerson();
  const { id } = await createExampleRun({ model: "storybook-4l", text: "The cat sat on the" });
  const write = (text: string) =>
    call(createRun, { inTrouble: true, method: "POST", person, body: { model: "storybook-4l", text } });
  await fillDisk();
  // What room the last pages of the table have left is used up first.
  const fillUp = async () => {
    for (let n = 0; n < 500; n++)
      await createExampleRun({ model: "storybook-4l", text: `The cat sat on mat ${n}.` });
  };
  await expect(fillUp()).rejects.toThrow();
  const refused = await write("There is no room.");
  expect(refused.status).toBe(503);
  expect(await refused.json()).toMatchObject({ title: expect.stringMatching(/disk .* is full/) });
  expect(refused.headers.get("retry-after")).toBe("60");
  expect((await call(getRun, { params: { id } })).status).toBe(200);
  await query("drop table filler");
  // The server gives the room back at its next checkpoint.
  await query("checkpoint");
  expect((await write("There is room again.")).status).toBe(201);
});

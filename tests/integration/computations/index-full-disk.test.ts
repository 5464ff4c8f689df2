import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { closeDatabase, db } from "@/lib/db/client";
import { closePool } from "@/lib/db/pool";
import { describeModel } from "@/lib/engine/describe-model";
import { writeRandomModel } from "@/lib/engine/oracle/random-model";
import { requestIndices } from "@/lib/indices/request-index";
import { registerModel } from "@/lib/models/register-model";
import { type RunningCommand, runCommand, temporaryFolder } from "../support/command";
import { withSmallDisk } from "../support/small-disk";
import { waitFor } from "../support/wait-for";
import { spawnWorker } from "../support/worker";

vi.setConfig({ testTimeout: 240_000 });

const databaseCommand = [process.execPath, "--import", "tsx", "scripts/dev-database.ts"];
const folder = temporaryFolder();
const smallDisk = path.join(folder, "small");
const models = path.join(folder, "models");
let server: RunningCommand;

/** The server has its journal on a disk with room, and what parts of a corpus showed on one that is soon full. */
beforeAll(async () => {
  const dataDir = path.join(folder, "data");
  server = runCommand(withSmallDisk(smallDisk, "mode=1777,size=8m", databaseCommand), { DATA_DIR: dataDir });
  const url = (await server.says(/DATABASE_URL=(\S+)/))[1] ?? "";
  Object.assign(process.env, {
    ...{ DATABASE_URL: url, DATA_DIR: dataDir, MODELS_DIR: models, LOG_LEVEL: "silent" },
  });
  await query(`copy (select 1) to program 'mkdir ${smallDisk}/tables && cat > /dev/null'`);
  await query(`create tablespace small location '${smallDisk}/tables'`);
  for (const table of ["IndexTally", "CorpusWindow"])
    await query(`alter table "${table}" set tablespace small`);
  writeRandomModel(path.join(models, "random"), {
    ...{ seed: 7, layers: 2, heads: 2, dHead: 8, dMlp: 32, vocabularySize: 300, contextLength: 32 },
    ...{ activation: "gelu-tanh", dtype: "F32", tiedEmbeddings: true, prefix: "" },
    processing: { fold_value_biases: false, center_writing_weights: false },
    dictionaries: [{ kind: "attn", layer: 1, dFeatures: 48, rule: "jumprelu", dtype: "F32" }],
  });
  await registerModel(await describeModel(path.join(models, "random")));
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

test("a part that finds the disk full is read again once there is room, and nothing is counted twice", async () => {
  const corpus = path.join(folder, "pages.jsonl");
  const pages = readFileSync("models/storybook-4l/corpus.jsonl", "utf8").split("\n").slice(0, 40);
  writeFileSync(corpus, pages.join("\n"));
  await query("create table filler (line text) tablespace small");
  const fill = (rows: number, length: number) =>
    query(`insert into filler select repeat('x', ${length}) from generate_series(1, ${rows})`);
  await expect(fill(100_000, 1_000)).rejects.toMatchObject({ code: "53100" });

  const [index] = await requestIndices("random", { path: corpus, name: "pages", licence: "MIT" });
  const indexId = index?.id ?? "";
  await db().featureIndex.update({ where: { id: indexId }, data: { parts: 2 } });
  const worker = spawnWorker();
  await worker.ready;
  await waitFor("an attempt to fail", async () => worker.log().includes("No space left on device"), 120);
  expect(await db().indexPart.count({ where: { indexId } })).toBe(0);
  expect(await db().job.count({ where: { status: "failed" } })).toBe(0);

  await query("drop table filler");
  // The server gives the room back at its next checkpoint.
  await query("checkpoint");
  const assembled = async () =>
    (await db().assembly.findUnique({ where: { indexId } }))?.computedAt?.getTime() ?? false;
  await waitFor("the index to be assembled", assembled, 120);
  const { windows } = await db().featureIndex.findUniqueOrThrow({ where: { id: indexId } });
  expect(windows).toBe(await db().corpusWindow.count({ where: { indexId } }));
  expect(await db().featureEvidence.count()).toBe(48);
});

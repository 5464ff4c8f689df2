import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { closeDatabase, db } from "@/lib/db/client";
import { applyMigrations, readMigrations } from "@/lib/db/migrate";
import { describeModel } from "@/lib/engine/describe-model";
import { publishWithin } from "@/lib/findings/publish-finding";
import { registerModel } from "@/lib/models/register-model";
import { startEmbedded } from "@/scripts/postgres/embedded";
import { fillFindings } from "./fill-findings";
import { median, report } from "./measure";

/*
 * Twenty people who publish at once, on a database that is as safe after a power cut as a site's: how long it takes until all have,
 * beside one alone, and until one has who begins while another's publication stands open.
 */
const findings = 4_000;
const people = 20;
const rounds = 8;
const openMillis = 300;
/** Graphs are not what is measured. */
const graphHash = "0".repeat(64);

interface Draft {
  findingId: string;
  authorId: string;
}

const dataDir = mkdtempSync(path.join(os.tmpdir(), "commons-bench-"));
const { databaseUrl, server } = await startEmbedded({ dataDir });
Object.assign(process.env, { DATABASE_URL: databaseUrl, LOG_LEVEL: "warn", DATABASE_POOL_SIZE: "20" });
try {
  await applyMigrations(databaseUrl, readMigrations("prisma/migrations"));
  await registerModel(await describeModel("models/storybook-4l"));
  await fillFindings(databaseUrl, findings);
  await db().$executeRaw`select fill_search()`;
  const drafts = await takeBack((people + 2) * (rounds + 2));
  const next = (count: number) => drafts.splice(0, count);
  await Promise.all(next(people).map(publish));

  const [alone, together, behind]: [number[], number[], number[]] = [[], [], []];
  for (let round = 0; round < rounds; round++) {
    for (const draft of next(1)) alone.push(await millisOf(() => publish(draft)));
    together.push(await millisOf(() => Promise.all(next(people).map(publish))));
    const [slow, quick] = next(2);
    if (slow && quick) behind.push(await millisBehind(slow, quick));
  }
  const middle = (times: number[]) => median(times.sort((a, b) => a - b));
  report("one publishes alone, median", middle(alone), "ms");
  report(`${people} publish at once, until all have, median`, middle(together), "ms");
  report(`one publishes while another's stands open for ${openMillis} ms, median`, middle(behind), "ms");
} finally {
  await closeDatabase();
  await server.stop();
  rmSync(dataDir, { recursive: true, force: true });
}

/** Findings of different people that are drafts again. */
function takeBack(count: number): Promise<Draft[]> {
  return db().$queryRaw<Draft[]>`
    update "Finding" set "publishedAt" = null, "publishedRevision" = null
    where id in (select id from "Finding" order by md5(id::text) limit ${count}::int)
    returning id as "findingId", "authorId"`;
}

async function publish(draft: Draft, wait = 0): Promise<void> {
  await db().$transaction(async (tx) => {
    await publishWithin(tx, { ...draft, graphHash });
    await new Promise((resolve) => setTimeout(resolve, wait));
  });
}

async function millisOf(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

async function millisBehind(slow: Draft, quick: Draft): Promise<number> {
  const first = publish(slow, openMillis);
  await new Promise((resolve) => setTimeout(resolve, openMillis / 4));
  const millis = await millisOf(() => publish(quick));
  await first;
  return millis;
}

import pg from "pg";
import { describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { decodeFeatures } from "@/lib/features/feature-codec";
import { createExampleRun } from "@/lib/runs/create-run";
import { findLiveWorkers } from "@/lib/workers/find-live-workers";
import { setUpSite } from "../support/site";
import { waitFor } from "../support/wait-for";
import { spawnWorker } from "../support/worker";

const text = "When Mary and John went to the store, John gave a drink to";

/** Counts every time a run becomes ready, where nothing in the code under test can forget to. */
async function countCompletions(): Promise<() => Promise<number>> {
  await db().$executeRawUnsafe("create table if not exists completions (run uuid)");
  await db().$executeRawUnsafe(`create or replace function count_completion() returns trigger language plpgsql as
    $$ begin if new."computedAt" is not null then insert into completions values (new.id); end if; return new; end $$`);
  await db().$executeRawUnsafe(
    `create or replace trigger count_completions after update on "Run" for each row execute function count_completion()`,
  );
  return async () => {
    const rows = await db().$queryRawUnsafe<{ n: number }[]>("select count(*)::int as n from completions");
    return rows[0]?.n ?? 0;
  };
}

describe("a worker that is killed", () => {
  setUpSite();

  test("while it stores its result leaves the job to the next worker, which finishes it once", async () => {
    const completions = await countCompletions();
    const { id } = await createExampleRun({ model: "storybook-4l", text });
    // Holding the run's row makes the worker wait at the very end, its result computed and not yet stored.
    const holder = new pg.Client({ connectionString: process.env.DATABASE_URL });
    await holder.connect();
    await holder.query("begin");
    await holder.query('select 1 from "Run" where id = $1 for update', [id]);

    const first = spawnWorker();
    await first.ready;
    await waitFor("the first worker to reach the end", async () => {
      const { rows } = await holder.query(
        "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
      );
      return rows.length > 0;
    });
    await first.kill("SIGKILL");
    await holder.query("rollback");
    await holder.end();
    expect(
      await waitFor(
        "the dead worker to be known as dead",
        async () => (await findLiveWorkers()).length === 0,
      ),
    ).toBe(true);

    const second = spawnWorker();
    const run = await waitFor("the second worker to finish", () =>
      db().run.findFirst({ where: { id, computedAt: { not: null } }, include: { job: true } }),
    );
    expect(run.job).toMatchObject({ status: "succeeded", attempt: 2, progress: 1 });
    expect(await completions()).toBe(1);
    expect(decodeFeatures(run.features ?? new Uint8Array()).tokenCount).toBe(run.tokenIds.length);
    expect(await second.kill("SIGTERM")).toBe(0);
    expect(await db().worker.count()).toBe(0);
  });

  test("at any moment never loses or doubles a job", { timeout: 180_000 }, async () => {
    const completions = await countCompletions();
    const before = await completions();
    const runs = [];
    for (let n = 0; n < 12; n++) {
      runs.push(await createExampleRun({ model: "storybook-4l", text: `${text} number ${n}` }));
    }
    // Two, because a job that is begun a third time and lost again is given up (attempts.test.ts).
    for (const millis of [20, 150]) {
      const victim = spawnWorker();
      await victim.ready;
      await new Promise((resolve) => setTimeout(resolve, millis));
      await victim.kill("SIGKILL");
    }
    spawnWorker();
    const ids = runs.map((run) => run.id);
    await waitFor(
      "every run to be ready",
      async () =>
        (await db().run.count({ where: { id: { in: ids }, computedAt: { not: null } } })) === ids.length,
      90,
    );
    expect((await completions()) - before).toBe(ids.length);
    expect(await db().job.count({ where: { status: { not: "succeeded" } } })).toBe(0);
  });
});

import { beforeAll, describe, expect, test } from "vitest";
import { POST as check } from "@/app/api/v1/circuits/[id]/causal-checks/route";
import { POST as expand } from "@/app/api/v1/circuits/[id]/expansions/route";
import { POST as tryChange } from "@/app/api/v1/circuits/[id]/interventions/route";
import { POST as verify } from "@/app/api/v1/circuits/[id]/verifications/route";
import { POST as createCircuit } from "@/app/api/v1/circuits/route";
import { POST as createRun } from "@/app/api/v1/runs/route";
import { db } from "@/lib/db/client";
import { heavyText } from "../support/heavy-circuits";
import { call } from "../support/people";
import { setUpSite } from "../support/site";
import { waitFor } from "../support/wait-for";
import { spawnWorker } from "../support/worker";

const megabytesPerDay = 5;
/** What docs/operations.md states beside them: 10 kB for each of what was asked, rows of what came to nothing and free space. */
const besideEachMegabytes = 0.01;

setUpSite({
  env: { GUEST_STORED_MB_PER_DAY: String(megabytesPerDay), GUEST_JOBS_WAITING: "500" },
});

/** Of everything, indexes and free space included. */
async function databaseBytes(): Promise<number> {
  const [size] = await db().$queryRaw<{ bytes: bigint }[]>`
    select sum(pg_total_relation_size(c.oid))::bigint as bytes from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and n.nspname in ('public', 'graphile_worker')`;
  return Number(size?.bytes ?? 0);
}

async function post(handler: Parameters<typeof call>[0], body: unknown, id?: string) {
  const response = await call(handler, { method: "POST", body, ...(id && { params: { id } }) });
  return { status: response.status, answer: await response.json() };
}

function refusedJobs(): Promise<number> {
  return db().job.count({ where: { error: { contains: "megabytes of results to keep" } } });
}

async function queueIsEmpty(): Promise<void> {
  const unfinished = { in: ["queued" as const, "running" as const, "divided" as const] };
  await waitFor(
    "the queue",
    async () => (await db().job.count({ where: { status: unfinished } })) === 0,
    240,
  );
}

describe("a guest's day of storage", { timeout: 300_000 }, () => {
  beforeAll(async () => spawnWorker({ keep: true }).ready);

  test("is all that a flood through every route that computes can make the database grow by", async () => {
    const before = await databaseBytes();
    const texts = Array.from({ length: 4 }, (_, n) => `${n} ${heavyText}`.slice(0, 240));
    const runs = await Promise.all(texts.map((text) => post(createRun, { model: "storybook-4l", text })));
    expect(runs.map(({ status }) => status)).not.toContain(429);
    await queueIsEmpty();
    const statuses = new Set<number>();
    let sent = 0;
    for (let round = 0; round < 40 && (await refusedJobs()) < 4; round++) {
      // All at once: what waits when the day is used up is not stored either.
      const answers = await Promise.all(
        runs.map(({ answer }) =>
          post(createCircuit, {
            runId: answer.id,
            target: `logit.${600 + round}@50`,
            threshold: 0.005,
            edgeThreshold: 1e-6,
          }),
        ),
      );
      for (const { status } of answers) statuses.add(status);
      sent += answers.length;
      const ids = answers.flatMap(({ status, answer }) => (status < 300 ? [answer.id] : []));
      await queueIsEmpty();
      const more = await Promise.all(
        ids
          .slice(0, 3)
          .flatMap((id) => [
            post(verify, undefined, id),
            post(check, { frozen: false }, id),
            post(expand, { nodeId: `logit.7@${round + 1}` }, id),
            post(tryChange, { edits: [{ do: "splice", kind: "mlp", layer: 1, keepError: false }] }, id),
          ]),
      );
      for (const { status } of more) statuses.add(status);
      sent += more.length;
      await queueIsEmpty();
    }
    const grown = ((await databaseBytes()) - before) / 1e6;
    const counter = await db().rateLimit.findFirst({ where: { key: { startsWith: "stored-guest" } } });
    expect(grown).toBeLessThan(megabytesPerDay + besideEachMegabytes * (sent + runs.length));
    // It was used up, and not for want of something else.
    expect(counter?.points).toBeGreaterThan(megabytesPerDay * 1000 * 0.8);
    expect(await refusedJobs()).toBeGreaterThanOrEqual(4);
    expect(statuses).not.toContain(500);
  });
});

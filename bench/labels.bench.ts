import { setTimeout as sleep } from "node:timers/promises";
import { closeDatabase, db } from "@/lib/db/client";
import { applyMigrations, readMigrations } from "@/lib/db/migrate";
import { describeModel } from "@/lib/engine/describe-model";
import { proposeLabel } from "@/lib/labels/propose-label";
import { recountLabels } from "@/lib/labels/recount";
import { vote } from "@/lib/labels/vote";
import { registerModel } from "@/lib/models/register-model";
import { startScratch } from "@/scripts/postgres/embedded";
import { report } from "./measure";

/*
 * 200 people who vote at once on the labels of 40 features, each every other second: how long a vote takes in the domain's own
 * function, beside a write of one row of the voter's in the same run; and whether the log says afterwards what is stored.
 */
const [people, features, rounds, pauseMillis] = [200, 40, 10, 2_000];
const evidence = { examples: [], circuits: [] };

const { databaseUrl, stop } = await startScratch();
try {
  Object.assign(process.env, { DATABASE_URL: databaseUrl, LOG_LEVEL: "warn" });
  await applyMigrations(databaseUrl, readMigrations("prisma/migrations"));
  await registerModel(await describeModel("models/storybook-4l"));
  const { id: dictionaryId } = await db().dictionary.findFirstOrThrow();
  const author = await db().user.create({ data: { handle: "author" } });
  const labels: string[] = [];
  for (let index = 0; index < features; index++) {
    const of = { dictionaryId, index, side: "input" as const };
    const { id } = await proposeLabel({
      of,
      authorId: author.id,
      text: `label ${index}`,
      rationale: "",
      evidence,
    });
    labels.push(id);
  }
  await db().user.createMany({
    data: Array.from({ length: people }, (_, n) => ({ handle: `voter-${n}`, name: "0" })),
  });
  const voters = await db().user.findMany({
    where: { handle: { startsWith: "voter-" } },
    select: { id: true },
  });
  const [votes, writes]: [number[], number[]] = [[], []];
  await Promise.all(
    voters.map(async ({ id: voterId }, n) => {
      await sleep((n / people) * pauseMillis);
      for (let round = 0; round < rounds; round++) {
        const labelId = labels[(n * 7 + round * 11) % features] ?? "";
        const value = (n + round) % 3 === 0 ? (-1 as const) : (1 as const);
        const reason = value < 0 ? ("wrong" as const) : null;
        votes.push(await timed(() => vote({ labelId, voterId, wording: 1, value, reason, words: null })));
        writes.push(
          await timed(() => db().user.update({ where: { id: voterId }, data: { name: String(round) } })),
        );
        await sleep(pauseMillis * (0.5 + Math.random()));
      }
    }),
  );
  report("a vote, 95 of 100", p95(votes), "ms", 80);
  report("a write of one row in the same run, 95 of 100", p95(writes), "ms");
  report("a vote over such a write", p95(votes) / p95(writes), "times");
  report("differences from the log", (await recountLabels()).length, "differences", 0);
} finally {
  await closeDatabase();
  await stop();
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

function p95(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length * 0.95)] ?? Number.NaN;
}

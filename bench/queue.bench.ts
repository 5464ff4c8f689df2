import { setTimeout as sleep } from "node:timers/promises";
import { closeDatabase } from "@/lib/db/client";
import { applyMigrations, readMigrations } from "@/lib/db/migrate";
import { describeModel } from "@/lib/engine/describe-model";
import { registerModel } from "@/lib/models/register-model";
import { startScratch } from "@/scripts/postgres/embedded";
import { storeNaiveEvidence } from "@/tests/integration/support/evidence";
import { proposeAnyLabel } from "@/tests/integration/support/labels";
import { createPerson } from "@/tests/integration/support/people";
import { startWeb } from "@/tests/integration/support/web-process";
import { labelTogether } from "./label-crowd";
import { report } from "./measure";
import { findLost, nameAllQueued } from "./queued-labels";

/*
 * 200 people with sessions in the queue of a started site, over HTTP: lease, blind answers, vote, a trivial write (their own name), next. The
 * web process is killed in the middle. A vote's time is from sending it to its answer, beside that of the trivial write in the same run; it
 * holds the sender's own time as well, which on a small machine is not little.
 */
const [crowd, rounds, pauseMillis] = [200, 5, 8_000];

const { databaseUrl, stop } = await startScratch();
try {
  Object.assign(process.env, {
    ...{ DATABASE_URL: databaseUrl, LOG_LEVEL: "warn", NEW_ACCOUNT_DAYS: "0", SAME_LABEL_PER_HOUR: "100000" },
  });
  await applyMigrations(databaseUrl, readMigrations("prisma/migrations"));
  await registerModel(await describeModel("models/storybook-4l"));
  await storeNaiveEvidence(100);
  const authors = await Promise.all(Array.from({ length: 10 }, () => createPerson()));
  const named = await nameAllQueued(
    authors.map(({ id }) => id),
    (of, authorId, text) => proposeAnyLabel(authorId, { of, text }),
  );
  report("features in the queue", named, "features");
  const people = [];
  for (let n = 0; n < crowd; n++) people.push(await createPerson());
  let web = await startWeb();
  const going = labelTogether({ address: () => web.address, people, rounds, pauseMillis });
  await sleep((rounds * pauseMillis) / 2);
  await web.stop();
  web = await startWeb();
  const result = await going;
  await web.stop();
  const lost = await findLost(result);
  report("leases", result.leases, "leases");
  report("features held by two", result.doubled.length, "features", 0);
  report("votes acknowledged", result.votes.size, "votes");
  report("votes lost", lost.votes, "votes", 0);
  report("blind answers acknowledged", result.answers.size, "answers");
  report("blind answers lost", lost.answers, "answers", 0);
  report("acts done twice", lost.doubled, "acts", 0);
  report("differences from the log", lost.differences, "differences", 0);
  report("a vote over HTTP, 95 of 100", p95(result.voteMillis), "ms", 80);
  report("a trivial write over HTTP in the same run, 95 of 100", p95(result.writeMillis), "ms");
  for (const [what, count] of result.refused) report(what, count, "times");
} finally {
  await closeDatabase();
  await stop();
}

function p95(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length * 0.95)] ?? Number.NaN;
}

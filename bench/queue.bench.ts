import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
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
 * web process is killed in the middle. A vote's time is the server's own, as its log has it, and from sending it to its answer, which holds
 * the sender's time too: 200 of them in one process, on the same machine. Beside each stands that of the trivial write in the same run.
 */
const [crowd, rounds, pauseMillis] = [200, 4, 30_000];

const requestLine = z.object({
  method: z.string(),
  path: z.string(),
  status: z.number(),
  millis: z.number(),
});
const served = { votes: [] as number[], writes: [] as number[] };

/** Notes how long the server took for a request, where it is one of those that are measured. */
function hear(line: string): void {
  if (!line.startsWith("{")) return;
  const said = requestLine.safeParse(JSON.parse(line));
  if (!said.success || said.data.status >= 400) return;
  const { method, path, millis } = said.data;
  if (method === "PUT" && path.endsWith("/vote")) served.votes.push(millis);
  if (method === "PATCH" && path.endsWith("/me")) served.writes.push(millis);
}

const { databaseUrl, stop } = await startScratch();
try {
  Object.assign(process.env, {
    ...{ DATABASE_URL: databaseUrl, LOG_LEVEL: "warn", NEW_ACCOUNT_DAYS: "0", SAME_LABEL_PER_HOUR: "100000" },
  });
  await applyMigrations(databaseUrl, readMigrations("prisma/migrations"));
  await registerModel(await describeModel("models/storybook-4l"));
  await storeNaiveEvidence(25);
  const authors = await Promise.all(Array.from({ length: 10 }, () => createPerson()));
  const named = await nameAllQueued(
    authors.map(({ id }) => id),
    (of, authorId, text) => proposeAnyLabel(authorId, { of, text }),
  );
  report("features in the queue", named, "features");
  const people = [];
  for (let n = 0; n < crowd; n++) people.push(await createPerson());
  let web = await startWeb({ hear });
  const going = labelTogether({ address: () => web.address, people, rounds, pauseMillis });
  await sleep((rounds * pauseMillis) / 2);
  await web.stop();
  web = await startWeb({ hear });
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
  report("a vote, the server's own time, 95 of 100", p95(served.votes), "ms", 80);
  report("a trivial write, the same", p95(served.writes), "ms");
  report("half of the votes, the same", half(served.votes), "ms");
  report("half of the trivial writes, the same", half(served.writes), "ms");
  report("a vote over HTTP, 95 of 100", p95(result.voteMillis), "ms");
  report("a trivial write over HTTP, 95 of 100", p95(result.writeMillis), "ms");
  for (const [what, count] of result.refused) report(what, count, "times");
} finally {
  await closeDatabase();
  await stop();
}

function at(share: number, values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? Number.NaN;
}

function p95(values: readonly number[]): number {
  return at(0.95, values);
}

function half(values: readonly number[]): number {
  return at(0.5, values);
}

import { expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { createExampleRun } from "@/lib/runs/create-run";
import { findLiveWorkers } from "@/lib/workers/find-live-workers";
import { releaseDeadWorkers } from "@/lib/workers/release-dead-workers";
import { setUpSite } from "../support/site";
import { waitFor } from "../support/wait-for";
import { spawnWorker } from "../support/worker";

setUpSite();

test.each([-10, 10])(
  "a worker whose clock is %i minutes off is known to live, and its jobs are its own",
  async (minutes) => {
    const worker = spawnWorker({ clockOffMinutes: minutes });
    await worker.ready;
    expect(await findLiveWorkers()).toHaveLength(1);
    const { id } = await createExampleRun({ model: "storybook-4l", text: `A clock ${minutes} minutes off` });
    // As another worker does every few seconds.
    const others = setInterval(() => void releaseDeadWorkers(), 50);
    const run = await waitFor("the run", () =>
      db().run.findFirst({ where: { id, computedAt: { not: null } }, include: { job: true } }),
    ).finally(() => clearInterval(others));
    expect(run.job).toMatchObject({ status: "succeeded", attempt: 1 });
    const written = await db().$queryRaw<{ off: number }[]>`
    select abs(extract(epoch from now() - "heartbeatAt"))::float as off from "Worker"
    union all select abs(extract(epoch from now() - "startedAt"))::float from "Worker"
    union all select abs(extract(epoch from now() - "queuedAt"))::float from "Job" where id = ${run.jobId}::uuid
    union all select abs(extract(epoch from now() - "finishedAt"))::float from "Job" where id = ${run.jobId}::uuid`;
    // Of ten minutes nothing is left; a minute is for a busy machine.
    for (const { off } of written) expect(off).toBeLessThan(60);
    await worker.kill("SIGTERM");
  },
);

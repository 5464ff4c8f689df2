import { expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { pool } from "@/lib/db/pool";
import { createRun, createSiteRun } from "@/lib/runs/create-run";
import { requestStarters } from "@/lib/starter-content/request-starters";
import { setUpSite } from "../support/site";

/** No worker: what waits stays where it waits. */
setUpSite({ env: { STARTER_FINDINGS: "false" } });

const request = { model: "storybook-4l", text: "Nobody has asked this before." };

async function queued(runId: string) {
  const { job } = await db().run.findUniqueOrThrow({ where: { id: runId }, include: { job: true } });
  const { rows } = await pool().query<{ task: string }>(
    `select t.identifier as task from graphile_worker._private_jobs j
      join graphile_worker._private_tasks t on t.id = j.task_id where j.key = $1`,
    [job?.id],
  );
  return { lane: job?.lane, turn: job?.turn, tasks: rows.map(({ task }) => task) };
}

test("nothing is asked for by the site where its operator says so", async () => {
  await requestStarters(["storybook-4l"]);
  expect(await db().starterFinding.count()).toBe(0);
  expect(await db().run.count()).toBe(0);
  expect(await db().user.count()).toBe(0);
});

test("somebody who asks for what the site has begun in the background does not wait behind what nobody waits for", async () => {
  const { id } = await createSiteRun(request);
  expect(await queued(id)).toEqual({ lane: "background", turn: 0, tasks: ["background"] });
  const guest = { kind: "guest" as const, key: "guest" };
  expect(await createRun({ ...request, viewer: guest })).toEqual({ id, isNew: false });
  expect(await queued(id)).toMatchObject({ lane: "interactive", tasks: ["interactive"] });
  // Asked once more, nothing is queued a second time.
  expect(await createRun({ ...request, viewer: guest })).toEqual({ id, isNew: false });
  expect(await queued(id)).toMatchObject({ lane: "interactive", tasks: ["interactive"] });
});

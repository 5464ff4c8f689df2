import { describe, expect, test } from "vitest";
import { GET as health } from "@/app/api/health/route";
import { POST as cancel } from "@/app/api/v1/runs/[id]/cancel/route";
import { GET as events } from "@/app/api/v1/runs/[id]/events/route";
import { GET as getRun } from "@/app/api/v1/runs/[id]/route";
import { POST as createRun } from "@/app/api/v1/runs/route";
import { db } from "@/lib/db/client";
import { maxStreams } from "@/lib/http/event-stream";
import { lanes } from "@/lib/lanes";
import { limiter } from "@/lib/limits/rate-limit";
import { registerWorker } from "@/lib/workers/register-worker";
import { call, createPerson, type Person } from "../support/people";
import { setUpSite } from "../support/site";
import { waitFor } from "../support/wait-for";

setUpSite();

async function newRun(text: string, person?: Person): Promise<{ id: string; jobId: string }> {
  const response = await call(createRun, {
    method: "POST",
    person: person ?? null,
    body: { model: "storybook-4l", text },
  });
  expect(response.status).toBe(201);
  const { id, url } = await response.json();
  expect(url).toBe(`/runs/${id}`);
  expect(response.headers.get("location")).toBe(`/api/v1/runs/${id}`);
  const { jobId } = await db().run.findUniqueOrThrow({ where: { id } });
  return { id, jobId: jobId ?? "" };
}

/** Opens a run's event stream and gives its events as they come. */
async function watch(id: string) {
  const hangUp = new AbortController();
  const response = await call(events, {
    path: `/api/v1/runs/${id}/events`,
    params: { id },
    signal: hangUp.signal,
  });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  const seen = (): unknown[] =>
    [...text.matchAll(/event: run\ndata: (.*)\n\n/g)].map((match) => JSON.parse(match[1] ?? ""));
  const ended = (async () => {
    for (;;) {
      const next = await reader?.read();
      if (!next || next.done) return;
      text += next.value;
    }
  })();
  return { response, seen, ended, hangUp: () => hangUp.abort() };
}

describe("a run's event stream", () => {
  test("tells the present state, then every change as it happens, and ends with the run", async () => {
    const { id, jobId } = await newRun("streamed");
    const stream = await watch(id);
    expect(stream.response.headers.get("content-type")).toBe("text/event-stream");
    await waitFor("the first event", async () => stream.seen().length === 1);
    expect(stream.seen()[0]).toMatchObject({ status: "computing", progress: 0, queue: { workers: 0 } });
    await db().job.update({
      where: { id: jobId },
      data: { status: "running", progress: 0.5, stage: "half way" },
    });
    await waitFor("the change", async () => stream.seen().length === 2, 1);
    expect(stream.seen()[1]).toMatchObject({ progress: 0.5, stage: "half way" });
    await db().job.update({ where: { id: jobId }, data: { status: "failed", error: "because" } });
    await stream.ended;
    expect(stream.seen().at(-1)).toMatchObject({ status: "failed", failure: "because" });
  });

  test("opened again after a lost connection gives the present state at once", async () => {
    const { id, jobId } = await newRun("lost and found");
    const first = await watch(id);
    await waitFor("the first event", async () => first.seen().length === 1);
    first.hangUp();
    await db().job.update({ where: { id: jobId }, data: { progress: 0.75 } });
    const second = await watch(id);
    await waitFor("the state", async () => second.seen().length === 1);
    expect(second.seen()[0]).toMatchObject({ progress: 0.75 });
    second.hangUp();
  });

  test("goes on when the database drops the connection it listens on", async () => {
    const { id, jobId } = await newRun("cut");
    const stream = await watch(id);
    await waitFor("the first event", async () => stream.seen().length === 1);
    await db()
      .$queryRaw`select pg_terminate_backend(pid) from pg_stat_activity where query = 'listen jobs' and datname = current_database()`;
    await db().job.update({ where: { id: jobId }, data: { progress: 0.25 } });
    await waitFor("the change", async () => stream.seen().length === 2, 5);
    stream.hangUp();
  });

  test("asked for by HEAD, or by somebody who has left, keeps nothing open", async () => {
    const { id } = await newRun("only asked about");
    const asked = { path: `/api/v1/runs/${id}/events`, params: { id } };
    for (let n = 0; n < maxStreams; n++) {
      const attempt = n % 2 === 0 ? { ...asked, method: "HEAD" } : { ...asked, signal: AbortSignal.abort() };
      expect((await call(events, attempt)).status).toBe(200);
    }
    const stream = await watch(id);
    expect(stream.response.status).toBe(200);
    stream.hangUp();
  });

  test("of a run that does not exist is a 404, not a stream", async () => {
    const stream = await watch("00000000-0000-7000-8000-000000000000");
    expect(stream.response.status).toBe(404);
  });

  test("says how many jobs are ahead and how many workers are alive", async () => {
    await newRun("ahead of the next");
    const { id } = await newRun("behind");
    const registration = await registerWorker({ build: "1", provider: "cpu", models: [], lanes: [...lanes] });
    const stream = await watch(id);
    await waitFor("the first event", async () => stream.seen().length === 1);
    const queue = (stream.seen()[0] as { queue: { ahead: number; workers: number } }).queue;
    expect(queue.workers).toBe(1);
    expect(queue.ahead).toBeGreaterThanOrEqual(1);
    stream.hangUp();
    await registration.release();
  });
});

describe("the run routes", () => {
  test("let only the requester and moderators cancel", async () => {
    const [owner, stranger, moderator] = [
      await createPerson(),
      await createPerson(),
      await createPerson("moderator"),
    ];
    const mine = await newRun("mine", owner);
    const attempt = { method: "POST", params: { id: mine.id } };
    expect((await call(cancel, { ...attempt, person: stranger })).status).toBe(404);
    expect(await (await call(cancel, { ...attempt, person: owner })).json()).toEqual({ cancelled: true });
    const other = await newRun("also mine", owner);
    const byModerator = await call(cancel, { method: "POST", params: { id: other.id }, person: moderator });
    expect(await byModerator.json()).toEqual({ cancelled: true });
    const shown = await (await call(getRun, { params: { id: mine.id } })).json();
    expect(shown).toMatchObject({ status: "failed", failure: expect.stringContaining("cancelled") });
  });

  test("never show who asked for a run", async () => {
    const owner = await createPerson();
    const { id } = await newRun("whose?", owner);
    const shown = JSON.stringify(await (await call(getRun, { params: { id } })).json());
    expect(shown).not.toContain(owner.id);
    expect(shown).not.toContain(owner.handle);
  });
});

test("health names what is missing, and is well when a worker is alive", async () => {
  const unwell = await health();
  expect(unwell.status).toBe(503);
  expect(await unwell.json()).toMatchObject({
    ok: false,
    database: { ok: true },
    queue: { ok: true },
    workers: { ok: false },
  });
  const registration = await registerWorker({
    build: "1",
    provider: "cpu",
    models: ["storybook-4l"],
    lanes: [...lanes],
  });
  let well = unwell;
  const isWell = async () => {
    well = await health();
    return well.ok;
  };
  await expect.poll(isWell).toBe(true);
  expect(await well.json()).toMatchObject({
    ok: true,
    database: { version: expect.stringMatching(/^\d+/) },
    workers: { alive: [{ provider: "cpu" }] },
  });
  await registration.release();
});

test("a connection that the database ends while nobody uses it ends no process", async () => {
  await limiter({ name: "lost", points: 5, perSeconds: 60 }).take("somebody");
  await db().$queryRaw`
    select pg_terminate_backend(pid) from pg_stat_activity
    where query ilike '%rate_limit%' and pid <> pg_backend_pid() and datname = current_database()`;
  await waitFor("a new one", async () => {
    const again = limiter({ name: "lost", points: 5, perSeconds: 60 }).take("somebody");
    // The lost one may be tried before it is heard that it is lost.
    return again.then(({ allowed }) => allowed).catch(() => false);
  });
});

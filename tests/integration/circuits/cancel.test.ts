import pg from "pg";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { POST as cancelCheck } from "@/app/api/v1/circuits/[id]/causal-checks/[checkId]/cancel/route";
import { GET as checkEvents } from "@/app/api/v1/circuits/[id]/causal-checks/[checkId]/events/route";
import { POST as askCheck } from "@/app/api/v1/circuits/[id]/causal-checks/route";
import { POST as cancelExpansion } from "@/app/api/v1/circuits/[id]/expansions/[nodeId]/cancel/route";
import { GET as expansionEvents } from "@/app/api/v1/circuits/[id]/expansions/[nodeId]/events/route";
import { POST as askExpansion } from "@/app/api/v1/circuits/[id]/expansions/route";
import { POST as cancelIntervention } from "@/app/api/v1/circuits/[id]/interventions/[interventionId]/cancel/route";
import { POST as askIntervention } from "@/app/api/v1/circuits/[id]/interventions/route";
import { POST as cancelVerification } from "@/app/api/v1/circuits/[id]/verifications/[verificationId]/cancel/route";
import { GET as getVerification } from "@/app/api/v1/circuits/[id]/verifications/[verificationId]/route";
import { POST as askVerification } from "@/app/api/v1/circuits/[id]/verifications/route";
import { createCircuit } from "@/lib/circuits/create-circuit";
import { getCircuit } from "@/lib/circuits/get-circuit";
import { db } from "@/lib/db/client";
import type { RouteHandler } from "@/lib/http/route";
import { createExampleRun } from "@/lib/runs/create-run";
import { call, createPerson, guest, type Person } from "../support/people";
import { setUpSite } from "../support/site";
import { waitFor } from "../support/wait-for";
import { spawnWorker, type WorkerProcess } from "../support/worker";

const text = "When Mary and John went to the store, John gave a drink to";
const absent = "00000000-0000-7000-8000-000000000000";
const nodeId = "logit.605@13";
const change = { edits: [{ do: "splice", kind: "attn", layer: 1, keepError: false }] };
const select = { id: true, computedAt: true, job: true } as const;

interface Cancellable {
  name: string;
  ask(circuitId: string, person: Person | null): Promise<Response>;
  row(circuitId: string): Promise<{ id: string; computedAt: Date | null; job: { status: string } | null }>;
  cancel: RouteHandler;
  /** What of the address names it, given its row's id. */
  named(rowId: string): Record<string, string>;
}

const cancellables: Cancellable[] = [
  {
    name: "expansion",
    ask: (id, person) => call(askExpansion, { method: "POST", params: { id }, person, body: { nodeId } }),
    row: (circuitId) => db().expansion.findFirstOrThrow({ where: { circuitId, nodeId }, select }),
    cancel: cancelExpansion,
    named: (rowId) => ({ nodeId: rowId === absent ? "logit.604@13" : nodeId }),
  },
  {
    name: "verification",
    ask: (id, person) => call(askVerification, { method: "POST", params: { id }, person }),
    row: (circuitId) =>
      db().verification.findFirstOrThrow({ where: { circuitId }, orderBy: { id: "desc" }, select }),
    cancel: cancelVerification,
    named: (verificationId) => ({ verificationId }),
  },
  {
    name: "causal check",
    ask: (id, person) => call(askCheck, { method: "POST", params: { id }, person, body: { frozen: false } }),
    row: (circuitId) => db().causalCheck.findFirstOrThrow({ where: { circuitId }, select }),
    cancel: cancelCheck,
    named: (checkId) => ({ checkId }),
  },
  {
    name: "tried change",
    ask: (id, person) => call(askIntervention, { method: "POST", params: { id }, person, body: change }),
    row: (circuitId) => db().intervention.findFirstOrThrow({ where: { circuitId }, select }),
    cancel: cancelIntervention,
    named: (interventionId) => ({ interventionId }),
  },
];

let runId = "";
let thresholds = 0;
const letGos: (() => Promise<void>)[] = [];
let [owner, stranger, moderator]: Person[] = [];
let worker: WorkerProcess;

setUpSite();

beforeAll(async () => {
  worker = spawnWorker({ keep: true });
  runId = (await createExampleRun({ model: "storybook-4l", text })).id;
  await worker.ready;
  await waitFor("the run", () => db().run.findFirst({ where: { id: runId, computedAt: { not: null } } }));
  [owner, stranger, moderator] = [
    await createPerson(),
    await createPerson(),
    await createPerson("moderator"),
  ];
});

/** A circuit nobody has asked anything about. */
async function newCircuit(): Promise<string> {
  const spec = { mode: "direct" as const, threshold: 0.05 + thresholds++ / 1e4, edgeThreshold: 0 };
  const target = { kind: "logit" as const, index: 605, position: 14 };
  const { id } = await createCircuit({ ...spec, target, maxNodes: 500, runId, viewer: guest("tracer") });
  await waitFor("the circuit", async () => (await getCircuit(id)).status === "ready");
  return id;
}

interface HeldWorker {
  /** Has it take jobs, each of which waits where it first reads what it is about. */
  begin(): Promise<void>;
  letGo(): Promise<void>;
}

/** Stops the worker before any job, until it is told to begin or let go: what is asked for reads what jobs read. */
async function holdWorker(): Promise<HeldWorker> {
  const goOn = worker.pause();
  const client = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await client.connect();
  letGos.push(async () => {
    await client.end();
    goOn();
  });
  return {
    begin: async () => {
      await client.query('begin; lock table "DictionarySet" in access exclusive mode');
      goOn();
    },
    letGo: async () => {
      await client.query("rollback");
      goOn();
    },
  };
}

afterEach(async () => {
  for (const letGo of letGos.splice(0)) await letGo();
});

function cancelAs(person: Person | null | undefined, thing: Cancellable, circuitId: string, rowId: string) {
  const params = { id: circuitId, ...thing.named(rowId) };
  return call(thing.cancel, { method: "POST", params, person: person ?? null });
}

async function cancelled(response: Promise<Response>): Promise<unknown> {
  return (await (await response).json()).cancelled;
}

/** The present state, as an event stream tells it first. */
async function firstEvent(handler: RouteHandler, params: Record<string, string>, person: Person | null) {
  const hangUp = new AbortController();
  const { body } = await call(handler, { params, person, signal: hangUp.signal });
  const reader = body?.pipeThrough(new TextDecoderStream()).getReader();
  for (let said = ""; ; ) {
    said += (await reader?.read())?.value ?? "";
    const [, data] = /data: (.*)\n\n/.exec(said) ?? [];
    if (!data) continue;
    hangUp.abort();
    return JSON.parse(data);
  }
}

describe.each(cancellables)("the cancel of a $name", { timeout: 120_000 }, (thing) => {
  test("stops a running one for who asked for it, and it can be asked for again", async () => {
    const [id, otherId] = [await newCircuit(), await newCircuit()];
    const { begin, letGo } = await holdWorker();
    const answer = thing.ask(id, owner ?? null);
    await waitFor("the job", () => thing.row(id).catch(() => null));
    await begin();
    const { id: rowId } = await waitFor("the job to begin", async () => {
      const row = await thing.row(id).catch(() => null);
      return row?.job?.status === "running" && row;
    });
    expect((await cancelAs(null, thing, id, rowId)).status).toBe(401);
    expect((await cancelAs(stranger, thing, id, rowId)).status).toBe(404);
    expect((await cancelAs(owner, thing, id, absent)).status).toBe(404);
    expect((await cancelAs(owner, thing, otherId, rowId)).status).toBe(404);
    expect((await cancelAs(owner, thing, absent, rowId)).status).toBe(404);
    expect((await thing.row(id)).job?.status).toBe("running");
    expect(await cancelled(cancelAs(owner, thing, id, rowId))).toBe(true);
    expect(await cancelled(cancelAs(owner, thing, id, rowId))).toBe(false);
    await letGo();
    await waitFor("the stop", async () => (await thing.row(id)).job?.status === "cancelled", 5);
    expect(await thing.row(id)).toMatchObject({ computedAt: null });
    await answer;

    expect((await thing.ask(id, owner ?? null)).ok).toBe(true);
    const { id: again } = await waitFor("the result", async () => {
      const row = await thing.row(id);
      return row.computedAt && row;
    });
    expect(await cancelled(cancelAs(owner, thing, id, again))).toBe(false);
    expect(await thing.row(id)).toMatchObject({ job: { status: "succeeded" } });
  });

  test("takes a waiting one out of the queue at once, for a moderator too", async () => {
    const [id, otherId] = [await newCircuit(), await newCircuit()];
    const { letGo } = await holdWorker();
    const before = thing.ask(otherId, owner ?? null);
    await waitFor("the job before", async () => (await thing.row(otherId).catch(() => null))?.job);
    const answer = thing.ask(id, owner ?? null);
    const { id: rowId } = await waitFor("the job", () => thing.row(id).catch(() => null));
    expect(await cancelled(cancelAs(moderator, thing, id, rowId))).toBe(true);
    expect(await thing.row(id)).toMatchObject({ job: { status: "cancelled", attempt: 0 } });
    await answer;
    await letGo();
    await before;
    await waitFor("the one before", async () => (await thing.row(otherId)).computedAt);
    expect(await thing.row(id)).toMatchObject({ computedAt: null, job: { status: "cancelled" } });
  });

  test("at any moment of it loses nothing: it is done or cancelled, and there when asked for again", async () => {
    const ended: Record<string, number> = {};
    for (let n = 0; n < 8; n++) {
      const [id, asker] = [await newCircuit(), await createPerson()];
      const answer = thing.ask(id, asker);
      const { id: rowId } = await waitFor("the job", () => thing.row(id).catch(() => null));
      await new Promise((resolve) => setTimeout(resolve, n * 8));
      const times = await Promise.all([1, 2].map(() => cancelled(cancelAs(asker, thing, id, rowId))));
      expect(times.filter(Boolean).length).toBeLessThanOrEqual(1);
      await answer;
      await waitFor("the end", async () => (await thing.row(id)).job?.status !== "running");
      // Read again: a row and its job are read one after the other.
      const row = await thing.row(id);
      const status = row.job?.status ?? "";
      ended[status] = (ended[status] ?? 0) + 1;
      expect(row.computedAt !== null).toBe(status === "succeeded");
      expect((await thing.ask(id, asker)).ok).toBe(true);
      await waitFor("the result", async () => (await thing.row(id)).computedAt);
    }
    expect(Object.keys(ended).every((status) => ["succeeded", "cancelled"].includes(status))).toBe(true);
  });
});

test("who shares an expansion is told it was cancelled, and may ask again and then stop it", async () => {
  const id = await newCircuit();
  const [expansion] = cancellables;
  if (!expansion) throw new Error("there is nothing to cancel");
  let held = await holdWorker();
  const answers = [expansion.ask(id, owner ?? null)];
  const params = { id, nodeId };
  await waitFor("the job", () => expansion.row(id).catch(() => null));
  await held.begin();
  await waitFor(
    "the job to begin",
    async () => (await expansion.row(id).catch(() => null))?.job?.status === "running",
  );
  answers.push(expansion.ask(id, stranger ?? null));
  expect(await firstEvent(expansionEvents, params, owner ?? null)).toMatchObject({ canCancel: true });
  expect(await firstEvent(expansionEvents, params, stranger ?? null)).toMatchObject({ canCancel: false });
  expect(await firstEvent(expansionEvents, params, null)).toMatchObject({ canCancel: false });
  expect(await cancelled(cancelAs(owner, expansion, id, ""))).toBe(true);
  expect(await firstEvent(expansionEvents, params, owner ?? null)).toMatchObject({
    ...{ status: "computing", stage: "Stopping", canCancel: false },
  });
  await held.letGo();
  for (const answer of answers) {
    const response = await answer;
    expect(response.status).toBe(422);
    expect((await response.json()).title).toContain("cancelled");
  }

  held = await holdWorker();
  const again = expansion.ask(id, stranger ?? null);
  await waitFor("the job", async () => (await expansion.row(id)).job?.status !== "cancelled");
  await held.begin();
  await waitFor("the job", async () => (await expansion.row(id)).job?.status === "running");
  expect((await cancelAs(owner, expansion, id, "")).status).toBe(404);
  expect(await firstEvent(expansionEvents, params, stranger ?? null)).toMatchObject({ canCancel: true });
  await held.letGo();
  expect((await again).status).toBe(200);
});

test("a causal check is watched and stopped by who asked, and a cancelled verification hides no earlier one", async () => {
  const id = await newCircuit();
  const [, verification, check] = cancellables;
  if (!verification || !check) throw new Error("there is nothing to cancel");
  await verification.ask(id, owner ?? null);
  const sound = await waitFor("the verification", async () => {
    const { verification: latest } = await getCircuit(id);
    return latest?.passed && latest;
  });
  const { begin, letGo } = await holdWorker();
  const asked = await (await check.ask(id, owner ?? null)).json();
  await begin();
  expect(asked).toMatchObject({ status: "computing", canCancel: true, result: null });
  const params = { id, checkId: asked.id };
  expect(await firstEvent(checkEvents, params, stranger ?? null)).toMatchObject({ canCancel: false });

  const { id: verificationId } = await (await verification.ask(id, owner ?? null)).json();
  const view = { params: { id, verificationId } };
  const mine = await (await call(getVerification, { ...view, person: owner ?? null })).json();
  expect(mine).toMatchObject({ status: "computing", canCancel: true });
  expect(await (await call(getVerification, view)).json()).toMatchObject({ canCancel: false });
  expect(await cancelled(cancelAs(owner, verification, id, verificationId))).toBe(true);
  expect(await cancelled(cancelAs(owner, check, id, asked.id))).toBe(true);
  await letGo();
  await waitFor("the stop", async () => (await check.row(id)).job?.status === "cancelled");
  expect((await getCircuit(id)).verification?.id).toBe(sound.id);
});

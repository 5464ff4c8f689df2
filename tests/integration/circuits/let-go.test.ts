import { beforeAll, describe, expect, test } from "vitest";
import { POST as check } from "@/app/api/v1/circuits/[id]/causal-checks/route";
import { POST as expand } from "@/app/api/v1/circuits/[id]/expansions/route";
import { GET as graphOf } from "@/app/api/v1/circuits/[id]/graph/route";
import { POST as tryChange } from "@/app/api/v1/circuits/[id]/interventions/route";
import { POST as retryCircuit } from "@/app/api/v1/circuits/[id]/retry/route";
import { POST as saveView } from "@/app/api/v1/circuits/[id]/views/route";
import { POST as createCircuit } from "@/app/api/v1/circuits/route";
import { POST as createFinding } from "@/app/api/v1/findings/route";
import { POST as createRun } from "@/app/api/v1/runs/route";
import { createExampleCircuit } from "@/lib/circuits/create-circuit";
import { getCircuit } from "@/lib/circuits/get-circuit";
import { newCircuitSchema } from "@/lib/circuits/new-circuit";
import { letGoMessage } from "@/lib/computations/computation";
import { db } from "@/lib/db/client";
import { deleteFinding } from "@/lib/findings/delete-finding";
import { missingFinding } from "@/lib/findings/missing-finding";
import { publishFinding } from "@/lib/findings/publish-finding";
import { withdrawFinding } from "@/lib/findings/withdraw-finding";
import { getRun } from "@/lib/runs/get-run";
import { letGoOfUnread } from "@/lib/unread/let-go";
import { call, createPerson, type Person } from "../support/people";
import { setUpSite } from "../support/site";
import { waitFor } from "../support/wait-for";
import { spawnWorker } from "../support/worker";

setUpSite({ env: { UNREAD_DAYS: "30", GUEST_RUNS_PER_DAY: "1000" } });

let texts = 0;
let targets = 0;

async function post(
  handler: Parameters<typeof call>[0],
  body: unknown,
  { id = "", person = null as Person | null } = {},
) {
  const response = await call(handler, { method: "POST", body, person, ...(id && { params: { id } }) });
  if (response.status >= 300) throw new Error(`${response.status} ${await response.text()}`);
  return response.json();
}

async function newRun(): Promise<{ id: string; text: string }> {
  const text = `When Mary and John went ${texts++} times`;
  const { id } = await post(createRun, { model: "storybook-4l", text });
  await waitFor("the run", async () => (await getRun(id)).status === "ready");
  return { id, text };
}

const ready = (id: string) => waitFor("the circuit", async () => (await getCircuit(id)).status === "ready");

/** A guest's circuit, with a node expanded by hand. */
async function newCircuit(runId: string) {
  const question = { runId, target: `logit.${600 + targets++}@5`, threshold: 0.05 };
  const { id } = await post(createCircuit, question);
  await ready(id);
  await post(expand, { nodeId: question.target }, { id });
  return { id, question };
}

/** A change of a circuit that somebody tried, once it is computed. */
async function triedChange(id: string, person: Person | null = null) {
  await post(
    tryChange,
    { edits: [{ do: "splice", kind: "mlp", layer: 1, keepError: false }] },
    { id, person },
  );
  return waitFor("the tried change", () =>
    db().intervention.findFirst({ where: { circuitId: id, computedAt: { not: null } } }),
  );
}

/** As if nobody had read them for so many days. */
async function unread(ids: string[], days = 31): Promise<void> {
  const readAt = new Date(Date.now() - days * 24 * 60 * 60_000);
  await db().circuit.updateMany({ where: { id: { in: ids } }, data: { readAt } });
  await db().run.updateMany({ where: { id: { in: ids } }, data: { readAt } });
}

const graphs = async (ids: string[]) => {
  const rows = await db().circuit.findMany({ where: { id: { in: ids } }, orderBy: { id: "asc" } });
  return rows.map(({ graph }) => graph !== null);
};

describe("what guests asked and nobody reads", { timeout: 120_000 }, () => {
  let run: { id: string; text: string };
  beforeAll(async () => {
    await spawnWorker({ keep: true }).ready;
    run = await newRun();
  });

  test("is let go of after its days, not before; the address says so, and asked again it is there as it was", async () => {
    const { id, question } = await newCircuit(run.id);
    const before = await db().circuit.findUniqueOrThrow({ where: { id }, include: { features: true } });
    const expansion = await db().expansion.findFirstOrThrow({ where: { circuitId: id } });
    const tried = await triedChange(id);
    await unread([id], 29);
    expect(await letGoOfUnread()).toEqual({ circuits: 0, runs: 0 });
    await unread([id]);
    expect((await letGoOfUnread()).circuits).toBe(1);
    expect(await db().circuitFeature.count({ where: { circuitId: id } })).toBe(0);
    expect(await db().circuit.count({ where: { id, graph: null, nodes: null } })).toBe(1);
    expect((await db().expansion.findUniqueOrThrow({ where: { id: expansion.id } })).result).toBeNull();
    expect((await db().intervention.findUniqueOrThrow({ where: { id: tried.id } })).result).toBeNull();
    expect(await getCircuit(id)).toMatchObject({
      ...{ status: "failed", failure: letGoMessage },
      ...{ target: question.target, nodeCount: before.nodeCount },
    });
    expect((await call(graphOf, { params: { id } })).status).toBe(409);

    expect(await post(createCircuit, question)).toMatchObject({ id, isNew: false });
    await ready(id);
    const after = await db().circuit.findUniqueOrThrow({ where: { id }, include: { features: true } });
    expect(after.graph).toEqual(before.graph);
    expect(after.nodes).toEqual(before.nodes);
    expect(after.features).toEqual(before.features);
    await post(expand, { nodeId: question.target }, { id });
    expect(await db().expansion.findFirstOrThrow({ where: { circuitId: id } })).toMatchObject({
      ...{ id: expansion.id, result: expansion.result },
    });
    expect(await triedChange(id)).toMatchObject({ id: tried.id, result: tried.result });
    // And then it counts as read.
    expect((await letGoOfUnread()).circuits).toBe(0);
  });

  test("is computed again by a press on its page, and once however many press", async () => {
    const { id } = await newCircuit(run.id);
    await unread([id]);
    await letGoOfUnread();
    await Promise.all(Array.from({ length: 4 }, () => post(retryCircuit, undefined, { id })));
    await ready(id);
    const { jobId } = await db().circuit.findUniqueOrThrow({ where: { id } });
    expect((await db().job.findUniqueOrThrow({ where: { id: jobId ?? "" } })).attempt).toBe(2);
  });

  test("stays where something rests on it that a person made, or a member asked for it, or the site did", async () => {
    const person = await createPerson();
    const kept: string[] = [];
    const keptBy = async (make: (circuit: { id: string; question: object }) => Promise<unknown>) => {
      const circuit = await newCircuit(run.id);
      await make(circuit);
      kept.push(circuit.id);
    };
    await keptBy(({ id }) => post(saveView, { name: "mine", state: "" }, { id, person }));
    const draft = { title: "A draft", body: "", tags: [], state: "" };
    await keptBy(({ id: circuitId }) => post(createFinding, { circuitId, ...draft }, { person }));
    await keptBy(({ id }) => post(expand, { nodeId: "logit.3@4" }, { id, person }));
    await keptBy(async ({ id }) => {
      await post(check, { frozen: false }, { id, person });
      await waitFor("the check", () =>
        db().causalCheck.findFirst({ where: { circuitId: id, computedAt: { not: null } } }),
      );
    });
    await keptBy(({ id }) => triedChange(id, person));
    // Of a question that a guest had asked before.
    await keptBy(({ question }) => post(createCircuit, question, { person }));
    await keptBy(({ question }) =>
      createExampleCircuit({ ...newCircuitSchema.parse(question), runId: run.id }),
    );
    await keptBy(async ({ id }) => {
      const { identity } = await db().circuit.findUniqueOrThrow({ where: { id } });
      await db().importedCircuit.create({ data: { ownerId: person.id, fileName: "mine.json", identity } });
    });
    const { id: own } = await post(createCircuit, { runId: run.id, target: "logit.999@5" }, { person });
    await ready(own);
    kept.push(own);
    const gone = await newCircuit(run.id);
    await unread([...kept, gone.id, run.id]);
    expect(await letGoOfUnread()).toEqual({ circuits: 1, runs: 0 });
    expect(await graphs(kept)).toEqual(kept.map(() => true));
    expect(await graphs([gone.id])).toEqual([false]);
    // A run stays while one of its circuits does.
    expect((await getRun(run.id)).status).toBe("ready");
  });

  test("stays for a finding that its author took back, which is a draft again, and goes once that is deleted", async () => {
    const { id } = await newCircuit(run.id);
    const author = await createPerson();
    const content = { circuitId: id, title: "Once public", body: "It was.", tags: [], state: "" };
    const { id: findingId } = await post(createFinding, content, { person: author });
    const own = { findingId, authorId: author.id };
    await publishFinding(own);
    await withdrawFinding(own);
    await unread([id]);
    expect((await letGoOfUnread()).circuits).toBe(0);
    expect(await graphs([id])).toEqual([true]);
    await deleteFinding(own);
    // Its tombstone stays, and says nothing of the circuit.
    expect(await db().finding.count({ where: { id: findingId, deletedAt: { not: null } } })).toBe(1);
    expect((await letGoOfUnread()).circuits).toBe(1);
    expect(await graphs([id])).toEqual([false]);
    expect((await missingFinding(findingId)).code).toBe("gone");
  });

  test("stays while something is computed about it", async () => {
    const { id } = await newCircuit(run.id);
    const job = await db().job.create({ data: { kind: "verification", status: "running", attemptLimit: 3 } });
    await db().verification.create({ data: { circuitId: id, jobId: job.id } });
    await unread([id]);
    await letGoOfUnread();
    expect(await graphs([id])).toEqual([true]);
    await db().job.update({ where: { id: job.id }, data: { status: "succeeded" } });
    expect((await letGoOfUnread()).circuits).toBe(1);
  });

  test("of a run its features go with its last circuit, and its text, tokens and circuits stay askable", async () => {
    const lonely = await newRun();
    const before = await db().run.findUniqueOrThrow({ where: { id: lonely.id } });
    const { id, question } = await newCircuit(lonely.id);
    await unread([lonely.id]);
    expect(await letGoOfUnread()).toEqual({ circuits: 0, runs: 0 });
    await unread([id, lonely.id]);
    expect(await letGoOfUnread()).toEqual({ circuits: 1, runs: 1 });
    expect(await getRun(lonely.id)).toMatchObject({
      status: "failed",
      failure: letGoMessage,
      text: lonely.text,
    });
    expect((await getCircuit(id)).tokens).toHaveLength(before.tokenIds.length);
    // The circuit needs no more of its run than the row has, nor do nodes expanded in it.
    await post(retryCircuit, undefined, { id });
    await ready(id);
    await post(expand, { nodeId: question.target }, { id });
    await post(expand, { nodeId: "logit.12@4" }, { id });
    // The same text asked again is the same run.
    expect(await post(createRun, { model: "storybook-4l", text: lonely.text })).toMatchObject({
      id: lonely.id,
    });
    await waitFor("the run", async () => (await getRun(lonely.id)).status === "ready");
    expect((await db().run.findUniqueOrThrow({ where: { id: lonely.id } })).features).toEqual(
      before.features,
    );
  });

  test("is never let go of under a reader, an asker or a saver at the same moment, and once by several at once", async () => {
    const person = await createPerson();
    const circuits = [];
    for (let n = 0; n < 6; n++) circuits.push(await newCircuit(run.id));
    const ids = circuits.map(({ id }) => id);
    await unread(ids);
    const [first, second, third] = circuits;
    if (!first || !second || !third) throw new Error("There are six.");
    const letGo = [letGoOfUnread(), letGoOfUnread()];
    const [read, asked, saved] = await Promise.all([
      getCircuit(first.id),
      post(createCircuit, second.question),
      call(saveView, { method: "POST", person, params: { id: third.id }, body: { name: "mine", state: "" } }),
    ]);
    const counts = await Promise.all(letGo);
    const left = await db().circuit.count({ where: { id: { in: ids }, graph: { not: null } } });
    const expired = await db().job.count({ where: { circuit: { id: { in: ids } }, status: "expired" } });
    // Each went once, by one of them. What was asked again meanwhile is queued or there.
    expect(counts.reduce((sum, { circuits }) => sum + circuits, 0)).toBeGreaterThanOrEqual(expired);
    expect(left + expired).toBeGreaterThanOrEqual(5);
    // What the reader was told holds.
    expect((await getCircuit(first.id)).status).toBe(read.status);
    expect(asked.id).toBe(second.id);
    await ready(second.id);
    expect(saved.status).toBe(201);
    if ((await graphs([third.id]))[0] === false) await post(retryCircuit, undefined, { id: third.id });
    await ready(third.id);
    expect(await db().savedView.count({ where: { circuitId: third.id } })).toBe(1);
  });

  test("that is read is written down once a day", async () => {
    const { id } = await newCircuit(run.id);
    const readAt = async () => (await db().circuit.findUniqueOrThrow({ where: { id } })).readAt;
    const at = await readAt();
    await getCircuit(id);
    expect(await readAt()).toEqual(at);
    await unread([id], 2);
    await Promise.all([getCircuit(id), call(graphOf, { params: { id } })]);
    expect((await readAt())?.getTime()).toBeGreaterThan(Date.now() - 60_000);
  });
});

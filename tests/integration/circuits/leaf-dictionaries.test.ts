import { beforeAll, expect, test } from "vitest";
import { POST as checkCausally } from "@/app/api/v1/circuits/[id]/causal-checks/route";
import { POST as expand } from "@/app/api/v1/circuits/[id]/expansions/route";
import { POST as change } from "@/app/api/v1/circuits/[id]/interventions/route";
import { POST as createCircuit } from "@/app/api/v1/circuits/route";
import { POST as askScore } from "@/app/api/v1/runs/[id]/attention-scores/route";
import { getCircuit } from "@/lib/circuits/get-circuit";
import { readCircuitGraph } from "@/lib/circuits/read-circuit-graph";
import { db } from "@/lib/db/client";
import { createExampleRun } from "@/lib/runs/create-run";
import { call } from "../support/people";
import { setUpSite } from "../support/site";
import { waitFor } from "../support/wait-for";
import { spawnWorker } from "../support/worker";

setUpSite();

let runId = "";
let circuitId = "";

beforeAll(async () => {
  runId = (await createExampleRun({ model: "storybook-4l", text: "When Mary and John went to the store" }))
    .id;
  const worker = spawnWorker({ keep: true });
  await worker.ready;
  await waitFor("the run", () => db().run.findFirst({ where: { id: runId, computedAt: { not: null } } }));
  const created = await call(createCircuit, {
    method: "POST",
    body: { runId, target: "logit.5@3", threshold: 0.05 },
  });
  circuitId = (await created.json()).id;
  await waitFor("the circuit", async () => (await getCircuit(circuitId)).status === "ready");
}, 120_000);

/** As the dictionaries of a kind are known that are of another site of theirs. */
async function withLeaves<T>(kind: "attn" | "mlp" | "resid", use: () => Promise<T>): Promise<T> {
  const where = { set: { kind } };
  const before = await db().dictionary.findMany({ where, select: { id: true, training: true } });
  await db().dictionary.updateMany({
    where,
    data: { training: { model: null, leavesOnly: "they read and write another site" } },
  });
  try {
    return await use();
  } finally {
    for (const { id, training } of before)
      await db().dictionary.update({ where: { id }, data: { training: training ?? {} } });
  }
}

test("a feature that is a leaf is no target, is not expanded, and its circuit says which kinds are leaves", async () => {
  const { nodes } = await readCircuitGraph(circuitId);
  const feature = nodes.find(({ kind }) => kind === "mlp");
  if (!feature) throw new Error("the circuit has no MLP feature");
  await withLeaves("mlp", async () => {
    const asked = await call(createCircuit, {
      method: "POST",
      body: { runId, target: feature.id, threshold: 0.05 },
    });
    expect(asked.status).toBe(422);
    const words = `Nothing is traced behind ${feature.id.split("@")[0]}, which is a leaf of circuits`;
    expect((await asked.json()).fields.target).toContain(words);
    const other = nodes.find(({ kind, id, expanded }) => kind === "mlp" && !expanded && id !== feature.id);
    const nodeId = (other ?? feature).id;
    const expanded = await call(expand, { method: "POST", params: { id: circuitId }, body: { nodeId } });
    expect(expanded.status).toBe(422);
    expect((await getCircuit(circuitId)).kinds).toMatchObject([
      { kind: "attn", leavesOnly: null },
      { kind: "resid", leavesOnly: null },
      { kind: "mlp", leavesOnly: "they read and write another site" },
    ]);
  });
});

test("while such dictionaries are in use a circuit is checked and changed as any, and no attention score is split by them", async () => {
  await withLeaves("resid", async () => {
    const edits = [{ do: "splice", kind: "attn", layer: 0, keepError: true }];
    const asked = await Promise.all([
      call(checkCausally, { method: "POST", params: { id: circuitId }, body: { frozen: true } }),
      call(change, { method: "POST", params: { id: circuitId }, body: { edits, frozen: false } }),
    ]);
    expect(asked.map(({ status }) => status)).toEqual([201, 201]);
    const score = await call(askScore, {
      method: "POST",
      params: { id: runId },
      body: { layer: 1, head: 0, query: 3, key: 1 },
    });
    expect(score.status).toBe(422);
    expect((await score.json()).title).toContain("features of the resid dictionaries are leaves of circuits");
  });
});

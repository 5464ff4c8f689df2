import { beforeAll, describe, expect, test } from "vitest";
import { exampleCircuit } from "@/lib/circuits/example-circuit";
import { rankOf } from "@/lib/circuits/example-figures";
import { db } from "@/lib/db/client";
import { createExampleRun } from "@/lib/runs/create-run";
import { exampleRun } from "@/lib/runs/example-run";
import { getRun } from "@/lib/runs/get-run";
import { setUpSite } from "../support/site";
import { waitFor } from "../support/wait-for";
import { spawnWorker } from "../support/worker";

setUpSite();

let runId = "";
let tokenCount = 0;

/** What the first page shows once everything it wants of the run is computed. */
async function settled() {
  const example = await waitFor("the example", async () => {
    const example = await exampleCircuit(runId, tokenCount);
    return example?.settled && example;
  });
  if (!example.figures) throw new Error("What is settled has figures");
  return { ...example, figures: example.figures };
}

/** The figures of all that were traced and checked, as they are stored. */
async function all() {
  const rows = await db().circuit.findMany({ include: { causalChecks: true } });
  return Promise.all(
    rows.map(async ({ id, causalChecks, ...row }) => ({
      id,
      checks: causalChecks.length,
      rank: rankOf({
        completeness: row.completenessScore ?? 0,
        replacement: row.replacementScore ?? 0,
        truncated: row.truncated ?? false,
        features: await db().circuitFeature.count({ where: { circuitId: id, expanded: true } }),
        agreement: Number(JSON.parse(JSON.stringify(causalChecks[0]?.result ?? {})).pearson ?? 0),
      }),
    })),
  );
}

describe("the circuit on the first page", { timeout: 120_000 }, () => {
  beforeAll(async () => {
    runId = (await createExampleRun(exampleRun)).id;
    const worker = spawnWorker({ keep: true });
    await worker.ready;
    const run = await waitFor("the run", async () => {
      const run = await getRun(runId);
      return run.status === "ready" && run;
    });
    tokenCount = run.tokens.length;
  });

  test("is there before all are traced and checked, and then is the best of them by its figures", async () => {
    const early = await waitFor("a circuit", async () => {
      const example = await exampleCircuit(runId, tokenCount);
      return example?.circuit.status === "ready" && example;
    });
    expect(early.settled).toBe(false);
    const { circuit, figures, candidates } = await settled();
    const ranked = (await all()).sort((a, b) => b.rank - a.rank);
    expect(ranked).toHaveLength(candidates);
    expect(ranked.every(({ checks }) => checks === 1)).toBe(true);
    expect(circuit.id).toBe(ranked[0]?.id);
    expect(figures.completeness).toBeGreaterThan(0.9);
    expect(figures.features).toBeGreaterThanOrEqual(10);
    expect(figures.agreement).toBeGreaterThan(0);
  });

  test("is another where its figures are worse, and asks for nothing twice", async () => {
    const { circuit: best } = await settled();
    const jobs = await db().job.count();
    await db().circuit.update({ where: { id: best.id }, data: { completenessScore: 0.5 } });
    const { circuit, figures } = await settled();
    expect(circuit.id).not.toBe(best.id);
    expect(figures.completeness).toBeGreaterThan(0.9);
    expect(await db().job.count()).toBe(jobs);
  });

  test("is one that ablation bears out, before one that only scores better", async () => {
    const { circuit: best } = await settled();
    const [check] = await db().causalCheck.findMany({ where: { circuitId: best.id } });
    const result = { ...JSON.parse(JSON.stringify(check?.result)), pearson: -0.4 };
    await db().causalCheck.updateMany({ where: { circuitId: best.id }, data: { result } });
    expect((await settled()).circuit.id).not.toBe(best.id);
  });
});

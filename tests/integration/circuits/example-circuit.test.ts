import { beforeAll, describe, expect, test } from "vitest";
import { exampleCircuit } from "@/lib/circuits/example-circuit";
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
async function chosen() {
  return waitFor("the example", async () => {
    const example = await exampleCircuit(runId, tokenCount);
    return example?.circuit.status === "ready" && example;
  });
}

const worsen = (id: string, completenessScore: number) =>
  db().circuit.update({ where: { id }, data: { completenessScore } });

describe("the circuit on the first page", { timeout: 60_000 }, () => {
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

  test("is that of the prediction, since its figures are good enough", async () => {
    const { circuit, feature, expected } = await chosen();
    expect(circuit.target).toBe(`logit.${expected?.id}@${tokenCount - 1}`);
    expect(feature).toBeNull();
    expect(circuit.completenessScore).toBeGreaterThan(0.9);
    expect(await db().circuit.count()).toBe(1);
  });

  test("is of an attention feature where the prediction's is not complete enough", async () => {
    await worsen((await chosen()).circuit.id, 0.5);
    const { circuit, feature } = await chosen();
    expect(circuit.target).toBe(`attn.${feature?.layer}.${feature?.index}@${tokenCount - 1}`);
    expect(circuit.completenessScore).toBeGreaterThan(0.9);
    const passedThrough = { circuitId: circuit.id, expanded: true };
    expect(await db().circuitFeature.count({ where: passedThrough })).toBeGreaterThanOrEqual(10);
  });

  test("is the most complete where none is complete enough", async () => {
    const shown = async () => (await chosen()).circuit;
    let last = await shown();
    for (let score = 0.8; (last.completenessScore ?? 0) > 0.9; score -= 0.05) {
      await worsen(last.id, score);
      last = await shown();
    }
    const all = await db().circuit.findMany({ orderBy: { completenessScore: "desc" } });
    expect(last.id).toBe(all[0]?.id);
    expect(all.length).toBeGreaterThan(2);
  });
});

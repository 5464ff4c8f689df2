import { packDocument } from "@/lib/circuits/read-circuit-graph";
import { db } from "@/lib/db/client";
import { createExampleRun } from "@/lib/runs/create-run";

/** A finished circuit row, for tests of what is built on circuits and does not look into the graph. */
export async function createFinishedCircuit(target = "logit.11@3"): Promise<string> {
  const run = await createExampleRun({ model: "storybook-4l", text: `A text ${crypto.randomUUID()}` });
  const circuit = await db().circuit.create({
    data: {
      runId: run.id,
      identity: crypto.randomUUID(),
      target,
      mode: "direct",
      threshold: 0.01,
      edgeThreshold: 1e-4,
      maxNodes: 100,
      graph: packDocument({}),
      computedAt: new Date(),
    },
  });
  return circuit.id;
}

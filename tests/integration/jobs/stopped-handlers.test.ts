import pino from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createCircuit } from "@/lib/circuits/create-circuit";
import { db } from "@/lib/db/client";
import { openRuntime } from "@/lib/engine/runtime";
import { createExampleRun } from "@/lib/runs/create-run";
import type { JobContext } from "@/workers/context";
import { causalCheckHandler } from "@/workers/handlers/causal-check";
import { circuitHandler } from "@/workers/handlers/circuit";
import { expansionHandler } from "@/workers/handlers/expansion";
import { interventionHandler } from "@/workers/handlers/intervention";
import { runHandler } from "@/workers/handlers/run";
import { verificationHandler } from "@/workers/handlers/verification";
import { type ModelShelf, openShelf } from "@/workers/model-shelf";
import { guest } from "../support/people";
import { setUpSite } from "../support/site";

const text = "When Mary and John went to the store, John gave a drink to";
const log = pino({ level: "silent" });
let models: ModelShelf;
let circuitId = "";

setUpSite();

beforeAll(async () => {
  const runtime = await openRuntime({ provider: "cpu", threads: 1 });
  models = await openShelf("models", { runtime, memoryLimitBytes: 1e9, log });
  const { id: runId } = await createExampleRun({ model: "storybook-4l", text });
  await db().$transaction((await runHandler(runId, context())).write);
  const target = { kind: "logit" as const, index: 605, position: 14 };
  const limits = { mode: "direct" as const, threshold: 0.002, edgeThreshold: 0, maxNodes: 1_000 };
  circuitId = (await createCircuit({ runId, target, ...limits, viewer: guest() })).id;
  await db().$transaction((await circuitHandler(circuitId, context())).write);
});
afterAll(() => models.close());

function context(listeners: Partial<JobContext> = {}): JobContext {
  const { signal } = new AbortController();
  return {
    jobId: "",
    models: models.borrow(),
    log,
    signal,
    report: async () => {},
    progressed: () => {},
    ...listeners,
  };
}

/** A job that is cancelled with its first report, which itself lets it go on. */
function cancelledAtFirstReport(): JobContext {
  const stop = new AbortController();
  return context({ signal: stop.signal, report: async () => stop.abort(new Error("cancelled")) });
}

test("an expansion stops where it is when it is cancelled", async () => {
  const { id: expansionId } = await db().expansion.create({ data: { circuitId, nodeId: "logit.605@13" } });
  await expect(expansionHandler(expansionId, cancelledAtFirstReport())).rejects.toThrow("cancelled");
});

test("a tried change stops where it is when it is cancelled", async () => {
  const edits = [{ do: "splice", kind: "attn", layer: 1, keepError: false }];
  const { id } = await db().intervention.create({ data: { circuitId, edits, frozen: false, identity: "" } });
  await expect(interventionHandler(id, cancelledAtFirstReport())).rejects.toThrow("cancelled");
});

test("a verification stops where it is when it is cancelled", async () => {
  const { id: verificationId } = await db().verification.create({ data: { circuitId } });
  await expect(verificationHandler.part(verificationId, 0, cancelledAtFirstReport())).rejects.toThrow(
    "cancelled",
  );
});

test("a causal check says how many features are done, and stops between two batches", async () => {
  const { id: causalCheckId } = await db().causalCheck.create({ data: { circuitId, frozen: false } });
  const said: string[] = [];
  const progressed = (_: number, stage: string) => void said.push(stage);
  await causalCheckHandler(causalCheckId, context({ progressed }));
  expect(said.length).toBeGreaterThan(1);
  for (const stage of said) expect(stage).toMatch(/^Ablated \d+ of \d+ features$/);

  const stop = new AbortController();
  const stopped = context({ signal: stop.signal, progressed: () => stop.abort(new Error("cancelled")) });
  await expect(causalCheckHandler(causalCheckId, stopped)).rejects.toThrow("cancelled");
});

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { renderToStaticMarkup } from "react-dom/server";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ModelFacts } from "@/app/(site)/models/[model]/_components/model-facts";
import { circuitSchema } from "@/lib/circuit-format/circuit";
import { createExampleCircuit } from "@/lib/circuits/create-circuit";
import { getCircuit } from "@/lib/circuits/get-circuit";
import { newCircuitSchema } from "@/lib/circuits/new-circuit";
import { unpackDocument } from "@/lib/circuits/read-circuit-graph";
import { db } from "@/lib/db/client";
import { describeModel } from "@/lib/engine/describe-model";
import { type RandomModelSpec, writeRandomModel } from "@/lib/engine/oracle/random-model";
import { getModel } from "@/lib/models/get-model";
import { registerModel } from "@/lib/models/register-model";
import { createExampleRun } from "@/lib/runs/create-run";
import { getRun } from "@/lib/runs/get-run";
import { tinyLlama, writeTinyLlama } from "../../golden/tiny-llama";
import { setUpSite } from "../support/site";
import { waitFor } from "../support/wait-for";
import { spawnWorker } from "../support/worker";

const models = mkdtempSync(path.join(tmpdir(), "families-"));
setUpSite({ model: false, env: { MODELS_DIR: models, INDEX_CORPORA: "false" } });
afterAll(() => rmSync(models, { recursive: true, force: true }));

const { llama: _, ...common } = tinyLlama;
const tinyNeox: RandomModelSpec = {
  ...{ ...common, family: "gpt-neox", activation: "gelu", vocabularySize: 100 },
  gptNeox: { parallel: true, attentionBias: true, rotated: 2, theta: 10_000 },
};

function rename(dir: string, name: string): void {
  const file = path.join(dir, "manifest.json");
  writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, "utf8")), name }));
}

beforeAll(async () => {
  const [llama, neox] = [path.join(models, "tiny-llama"), path.join(models, "tiny-neox")];
  writeTinyLlama(llama);
  writeRandomModel(neox, tinyNeox);
  rename(llama, "tiny-llama");
  rename(neox, "tiny-neox");
  for (const dir of [llama, neox]) await registerModel(await describeModel(dir));
  await spawnWorker({ keep: true }).ready;
}, 120_000);

test.each([
  ["tiny-llama", "llama", "The residual stream", " The residual stream", 40],
  ["tiny-neox", "gpt-neox", "aQ7!zk", "aQ7!zk", 3],
])(
  "a model %s of the architecture %s is registered, runs and is traced",
  {
    timeout: 240_000,
  },
  async (name, architecture, text, shown, token) => {
    const facts = renderToStaticMarkup(ModelFacts({ model: await getModel(name) }));
    expect(facts).toContain(`Architecture</dt><dd class="text-end">${architecture}</dd>`);
    const { id: runId } = await createExampleRun({ model: name, text });
    await waitFor(
      "the run",
      async () => {
        const { status, failure } = await getRun(runId);
        if (status === "failed") throw new Error(failure ?? "it failed");
        return status === "ready";
      },
      90,
    );
    const { tokens } = await getRun(runId);
    const texts = tokens.slice(1).map((each) => each.text);
    expect(texts.join("")).toBe(shown);
    const target = `logit.${token}@${tokens.length - 1}`;
    const { id } = await createExampleCircuit({ runId, ...newCircuitSchema.parse({ target }) });
    await waitFor("the circuit", async () => (await getCircuit(id)).status !== "computing", 90);
    const { graph } = await db().circuit.findUniqueOrThrow({ where: { id }, select: { graph: true } });
    const circuit = circuitSchema.parse(unpackDocument(graph ?? new Uint8Array()));
    expect(circuit.nodes.length).toBeGreaterThan(10);
    expect(circuit.nodes.some(({ kind }) => kind === "pos")).toBe(false);
    expect(circuit.checks.largestResidual).toBeLessThan(1e-4);
  },
);

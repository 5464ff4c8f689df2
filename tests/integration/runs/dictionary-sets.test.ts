import { rmSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { POST as verify } from "@/app/api/v1/circuits/[id]/verifications/route";
import { GET as getRunRoute } from "@/app/api/v1/runs/[id]/route";
import { POST as createRunRoute } from "@/app/api/v1/runs/route";
import { type Circuit, circuitSchema } from "@/lib/circuit-format/circuit";
import { createExampleCircuit } from "@/lib/circuits/create-circuit";
import { getCircuit } from "@/lib/circuits/get-circuit";
import { newCircuitSchema } from "@/lib/circuits/new-circuit";
import { unpackDocument } from "@/lib/circuits/read-circuit-graph";
import { db } from "@/lib/db/client";
import { describeModel } from "@/lib/engine/describe-model";
import { openModel } from "@/lib/engine/model";
import { openRuntime } from "@/lib/engine/runtime";
import { registerModel } from "@/lib/models/register-model";
import { createExampleRun } from "@/lib/runs/create-run";
import { getRun } from "@/lib/runs/get-run";
import { readRunFeatures } from "@/lib/runs/run-features";
import { commons } from "../../golden/commons";
import { call } from "../support/people";
import { modelsWithTenSets } from "../support/several-sets";
import { setUpSite } from "../support/site";
import { waitFor } from "../support/wait-for";
import { spawnWorker } from "../support/worker";

const text = "When Mary and John went to the store, John gave a drink to";
const models = modelsWithTenSets();
const folder = path.join(models, "storybook-4l");

setUpSite({ model: false, env: { MODELS_DIR: models } });
afterAll(() => rmSync(models, { recursive: true }));

type Sets = Parameters<typeof createExampleRun>[0]["sets"];

async function computedRun(sets?: Sets): Promise<string> {
  const { id } = await createExampleRun({ model: "storybook-4l", text, ...(sets && { sets }) });
  await waitFor("the run", async () => {
    const { status, failure } = await getRun(id);
    if (status === "failed") throw new Error(failure ?? "it failed");
    return status === "ready";
  });
  return id;
}

async function circuitOf(runId: string): Promise<{ id: string; graph: Circuit }> {
  const tokens = (await getRun(runId)).tokens;
  const target = `logit.${tokens[2]?.id}@${tokens.length - 1}`;
  const { id } = await createExampleCircuit({ runId, ...newCircuitSchema.parse({ target }) });
  await waitFor("the circuit", async () => (await getCircuit(id)).status !== "computing");
  const { graph } = await db().circuit.findUniqueOrThrow({ where: { id }, select: { graph: true } });
  return { id, graph: circuitSchema.parse(unpackDocument(graph ?? new Uint8Array())) };
}

describe("a model of ten dictionary sets, several of a kind and two of one name", {
  timeout: 240_000,
}, () => {
  beforeAll(async () => {
    await registerModel(await describeModel(folder));
    await spawnWorker({ keep: true }).ready;
  });

  test("is read with the first of each kind, or with those the reader chooses", async () => {
    const runtime = await openRuntime({ provider: "cpu", threads: 1 });
    const counts: number[] = [];
    for (const attn of [undefined, "strict"]) {
      const id = await computedRun(attn === undefined ? undefined : { attn });
      const { dictionaries } = await readRunFeatures(id);
      const model = await openModel(folder, { runtime, sets: attn ? { attn } : {} });
      const direct = await model.run(model.tokenize(text).map((token) => token.id));
      await model.close();
      expect(dictionaries).toHaveLength(12);
      for (const { kind, layer, indices } of direct.features)
        expect(dictionaries.find((each) => each.kind === kind && each.layer === layer)?.indices.length).toBe(
          indices.length,
        );
      const attention = dictionaries.filter(({ kind }) => kind === "attn");
      counts.push(attention.reduce((sum, { indices }) => sum + indices.length, 0));
      const { kinds } = await getRun(id);
      expect(kinds.map(({ kind, set }) => `${kind}/${set.name}`)).toEqual([
        `attn/${attn ?? "attn"}`,
        "resid/resid",
        "mlp/mlp",
      ]);
    }
    const [loose = 0, strict = 0] = counts;
    expect(strict).toBeGreaterThan(0);
    expect(strict).toBeLessThan(loose);
  });

  test("names in a circuit the sets it was traced with, has one row a feature node, and verifies", async () => {
    for (const attn of ["attn", "strict"]) {
      const { id, graph } = await circuitOf(await computedRun({ attn }));
      expect(graph.spec.dictionarySets.map(({ kind, name }) => `${kind}/${name}`).sort()).toEqual(
        [`attn/${attn}`, "mlp/mlp", "resid/resid"].sort(),
      );
      const rows = await db().circuitFeature.findMany({
        where: { circuitId: id },
        select: {
          feature: { select: { dictionary: { select: { set: { select: { kind: true, name: true } } } } } },
        },
      });
      expect(rows).toHaveLength(graph.nodes.filter(({ kind }) => /^(attn|mlp|resid)$/.test(kind)).length);
      const sets = new Set(
        rows.map(({ feature }) => `${feature.dictionary.set.kind}/${feature.dictionary.set.name}`),
      );
      for (const set of sets) expect([`attn/${attn}`, "mlp/mlp", "resid/resid"]).toContain(set);
      await call(verify, { method: "POST", params: { id } });
      const verification = await waitFor("the verification", async () => {
        const { verification: latest } = await getCircuit(id);
        return latest?.status === "ready" && latest;
      });
      expect(verification.differences).toEqual([]);
      expect(verification.passed).toBe(true);
    }
  });

  test("can be read without a kind, and is then offered no mode that needs it", async () => {
    const runId = await computedRun({ resid: null });
    expect((await getRun(runId)).kinds.map(({ kind }) => kind)).toEqual(["attn", "mlp"]);
    const spec = newCircuitSchema.parse({ target: "logit.11@3", mode: "residual" });
    await expect(createExampleCircuit({ runId, ...spec })).rejects.toMatchObject({ code: "unprocessable" });
  });

  test("is chosen over the API, which tells what there is to choose from", async () => {
    const ask = (sets: unknown) =>
      call(createRunRoute, { method: "POST", body: { model: "storybook-4l", text, sets } });
    const chosen = await ask({ attn: "strict" });
    expect(chosen.status).toBe(201);
    const { id } = await chosen.json();
    const run = await (await call(getRunRoute, { params: { id } })).json();
    expect(run.kinds[0]).toMatchObject({
      kind: "attn",
      set: { name: "strict", displayName: "Attention outputs, strict" },
    });
    const unknown = await ask({ attn: "mlp" });
    expect(unknown.status).toBe(404);
    expect((await unknown.json()).title).toContain("There is attn, strict.");
    for (const wrong of [{ head: "attn" }, { attn: 1 }, { attn: "x".repeat(1000) }, { attn: "\0" }, []])
      expect((await ask(wrong)).status).toBeLessThan(500);
  });

  test("is read on the command line with the sets that --dictionaries names", async () => {
    const features = (...more: string[]) => {
      const asked = commons("features", "--model", folder, "--text", text, "--json", ...more);
      expect(asked.status, asked.stderr).toBe(0);
      const document: { features: { kind: string }[] } = JSON.parse(asked.stdout);
      const ofKind = (kind: string) => document.features.filter((feature) => feature.kind === kind).length;
      return { attn: ofKind("attn"), mlp: ofKind("mlp"), resid: ofKind("resid") };
    };
    const first = features();
    const chosen = features("--dictionaries", "attn=strict", "--dictionaries", "mlp=attn");
    expect(chosen.attn).toBeGreaterThan(0);
    expect(chosen.attn).toBeLessThan(first.attn);
    expect(chosen.mlp).toBe(first.mlp);
    expect(features("--dictionaries", "attn=none")).toEqual({ ...first, attn: 0 });
    for (const wrong of ["attn", "head=strict", "attn=", "attn=absent"])
      expect(commons("features", "--model", folder, "--text", text, "--dictionaries", wrong).status).not.toBe(
        0,
      );
  });

  test("registered again keeps its sets, in the order its manifest has now", async () => {
    await registerModel(await describeModel(folder));
    const sets = await db().dictionarySet.findMany({ orderBy: { rank: "asc" }, select: { name: true } });
    expect(sets.map(({ name }) => name)).toEqual("attn strict mlp attn resid b c d e f".split(" "));
  });
});

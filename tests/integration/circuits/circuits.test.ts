import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { GET as getAttributionGraph } from "@/app/api/v1/circuits/[id]/attribution-graph/route";
import { GET as getCheck } from "@/app/api/v1/circuits/[id]/causal-checks/[checkId]/route";
import { POST as checkCausally } from "@/app/api/v1/circuits/[id]/causal-checks/route";
import { POST as expand } from "@/app/api/v1/circuits/[id]/expansions/route";
import { GET as getGraph } from "@/app/api/v1/circuits/[id]/graph/route";
import { POST as verify } from "@/app/api/v1/circuits/[id]/verifications/route";
import { POST as createCircuit } from "@/app/api/v1/circuits/route";
import { importAttributionGraph } from "@/lib/attribution-graphs/import-attribution-graph";
import { type Circuit, circuitSchema } from "@/lib/circuit-format/circuit";
import { findCircuitsOfFeature } from "@/lib/circuits/find-circuits";
import { getCircuit } from "@/lib/circuits/get-circuit";
import { packDocument, unpackDocument } from "@/lib/circuits/read-circuit-graph";
import { db } from "@/lib/db/client";
import { packNodes, unpackNodes } from "@/lib/documents/circuit-nodes";
import { keptFitSchema } from "@/lib/evidence-format/fit";
import { createExampleRun } from "@/lib/runs/create-run";
import { call } from "../support/people";
import { setUpSite } from "../support/site";
import { waitFor } from "../support/wait-for";
import { spawnWorker } from "../support/worker";

interface Golden {
  text: string;
  tokens: unknown[];
  features: { kind: string; layer: number; index: number; position: number }[];
  circuits: {
    target: string;
    mode: "direct" | "residual";
    threshold: number;
    value: number;
    scores: Circuit["scores"];
  }[];
  dfa: { target: string; preActivation: number; table: number[][] }[];
}

const golden: Golden = JSON.parse(readFileSync("tests/golden/indirect-object.json", "utf8"));
let runId = "";

setUpSite();

beforeAll(async () => {
  const run = await createExampleRun({ model: "storybook-4l", text: golden.text });
  runId = run.id;
});

async function ask(spec: Record<string, unknown>) {
  return call(createCircuit, { method: "POST", body: { runId, ...spec } });
}

async function traced(spec: Record<string, unknown>): Promise<string> {
  const { id } = await (await ask(spec)).json();
  await waitFor("the circuit", async () => (await getCircuit(id)).status !== "computing");
  return id;
}

async function verified(id: string) {
  await call(verify, { method: "POST", params: { id } });
  return waitFor("the verification", async () => {
    const { verification } = await getCircuit(id);
    return verification?.status === "ready" && verification;
  });
}

describe("a circuit from question to graph", { timeout: 120_000 }, () => {
  beforeAll(async () => {
    const worker = spawnWorker({ keep: true });
    await worker.ready;
    await waitFor("the run", () => db().run.findFirst({ where: { id: runId, computedAt: { not: null } } }));
  });

  test("is none with dictionaries that were found not to fit, until the operator insists", async () => {
    const set = await db().dictionarySet.findFirstOrThrow({
      where: { kind: "attn" },
      select: { dictionaries: { orderBy: { layer: "asc" }, select: { id: true, quality: true }, take: 1 } },
    });
    const [first] = set.dictionaries;
    if (!first) throw new Error("the bundled set has dictionaries");
    const known = keptFitSchema.parse(z.object({ fit: z.unknown() }).parse(first.quality?.measured).fit);
    expect(known).toMatchObject({ fits: true, sentences: [] });
    const judge = (fit: object) =>
      db().dictionaryQuality.update({
        where: { dictionaryId: first.id },
        data: { measured: { fit: { ...known, ...fit } } },
      });
    const sentences = ["attn.0: it explains 3.0% of the variance of its site."];
    await judge({ fits: false, sentences });
    const refused = await ask({ target: "logit.5@3", threshold: 0.05 });
    await judge({ fits: false, sentences, insisted: "to see it" });
    const insisted = await ask({ target: "logit.6@3", threshold: 0.05 });
    await judge({});
    expect(refused.status).toBe(422);
    expect((await refused.json()).title).toContain("do not fit this model. attn.0: it explains 3.0%");
    expect(insisted.status).toBeLessThan(300);
  });

  test("is none while nobody says how the model of a dictionary was processed, and says what would settle it", async () => {
    const set = await db().dictionarySet.findFirstOrThrow({ where: { kind: "resid" }, select: { id: true } });
    const where = { setId_layer: { setId: set.id, layer: 0 } };
    const { training } = await db().dictionary.findUniqueOrThrow({ where, select: { training: true } });
    expect(training).toMatchObject({ model: "storybook-4l", processing: [{ done: false, saidBy: "file" }] });
    const unknown = { step: "center_writing_weights", done: null, saidBy: null };
    await db().dictionary.update({ where, data: { training: { model: null, processing: [unknown] } } });
    const answer = await ask({ target: "logit.5@3", threshold: 0.05 });
    await db().dictionary.update({ where, data: { training: training ?? {} } });
    expect(answer.status).toBe(422);
    expect((await answer.json()).title).toContain(
      "center_writing_weights of the resid dictionaries. State it in",
    );
    expect((await ask({ target: "logit.5@3", threshold: 0.05 })).status).toBeLessThan(300);
  });

  test("has the value and scores of the independent implementation, and a row for each feature", async () => {
    expect(golden.circuits.length).toBeGreaterThan(0);
    for (const { target, mode, threshold, value, scores } of golden.circuits) {
      const id = await traced({ target, mode, threshold, edgeThreshold: 0 });
      const circuit = await getCircuit(id);
      expect(circuit.failure).toBeNull();
      expect(Math.abs((circuit.value ?? 0) - value)).toBeLessThanOrEqual(1e-3 * (1 + Math.abs(value)));
      expect(circuit.replacementScore).toBeCloseTo(scores.replacement, 3);
      expect(circuit.completenessScore).toBeCloseTo(scores.completeness, 3);
      expect(circuit.largestResidual).toBeLessThanOrEqual(1e-4);
      const { graph } = await db().circuit.findUniqueOrThrow({ where: { id } });
      const { nodes } = circuitSchema.parse(unpackDocument(graph ?? new Uint8Array()));
      const features = nodes.filter(({ kind }) => ["attn", "resid", "mlp"].includes(kind));
      expect(await db().circuitFeature.count({ where: { circuitId: id } })).toBe(features.length);
    }
  });

  test("is answered once for everyone, and its graph may be kept for ever", async () => {
    const spec = { target: golden.circuits[0]?.target, threshold: 0.07 };
    const answers = await Promise.all([ask(spec), ask(spec), ask({ ...spec, mode: "direct" })]);
    const bodies = await Promise.all(answers.map((answer) => answer.json()));
    expect(new Set(bodies.map(({ id }) => id)).size).toBe(1);
    const id = await traced(spec);
    const response = await call(getGraph, { params: { id } });
    expect(response.headers.get("cache-control")).toContain("immutable");
    const document = circuitSchema.parse(await response.json());
    expect(document.spec).toMatchObject({ target: spec.target, threshold: 0.07, edgeThreshold: 1e-4 });
  });

  test("is refused for a feature that is not active there, with the places where it is", async () => {
    const some = golden.features.find(({ kind }) => kind === "attn");
    const firesAt = golden.features
      .filter(({ kind, layer, index }) => kind === some?.kind && layer === some.layer && index === some.index)
      .map(({ position }) => position);
    const silentAt = golden.tokens.findIndex((_, position) => !firesAt.includes(position));
    const refusal = await ask({ target: `attn.${some?.layer}.${some?.index}@${silentAt}` });
    expect(refusal.status).toBe(422);
    expect((await refusal.json()).fields.target).toContain(
      `not active at token ${silentAt}. It is active at ${firesAt.join(", ")}.`,
    );
    for (const target of ["attn.9.1@2", "logit.99999@3", "attn.2.17@999", "logit-diff.5-5@3"]) {
      expect((await ask({ target })).status, target).toBe(422);
    }
    for (const target of ["attn.2.17", "bias", "embed@3", "attn.02.17@3", "", "x".repeat(500)]) {
      expect((await ask({ target })).status, target).toBe(400);
    }
  });

  test("leaves as an attribution graph that comes back the same, with what it loses listed", async () => {
    const id = await traced({ target: golden.circuits[0]?.target, threshold: 0.05 });
    const { graph, lost } = await (await call(getAttributionGraph, { params: { id } })).json();
    expect(graph.metadata.prompt_tokens).toHaveLength(golden.tokens.length);
    expect(lost.length).toBeGreaterThan(0);
    const stored = await (await call(getGraph, { params: { id } })).json();
    expect(importAttributionGraph(graph).circuit).toEqual(stored);

    const logit = await traced({ target: "logit.605@14", threshold: 0.05 });
    const { graph: ofLogit } = await (await call(getAttributionGraph, { params: { id: logit } })).json();
    const target = ofLogit.nodes.find((node: { is_target_logit: boolean }) => node.is_target_logit);
    expect(target.clerp).toContain("Mary");
    expect(target.token_prob).toBeGreaterThan(0.9);
  });

  test("has nodes that are expanded by hand, with DFA by head, once for everyone", async () => {
    const id = await traced({ target: golden.circuits[0]?.target, threshold: 0.05 });
    const { target, preActivation, table } = golden.dfa[0] ?? { target: "", preActivation: 0, table: [] };
    const attempt = { method: "POST", params: { id }, body: { nodeId: target } };
    const [first, second] = await Promise.all([call(expand, attempt), call(expand, attempt)]);
    const expansion = await first.json();
    expect(await second.json()).toEqual(expansion);
    expect(await db().expansion.count({ where: { circuitId: id } })).toBe(1);
    expect(Math.abs(expansion.value - preActivation)).toBeLessThanOrEqual(
      1e-3 * (1 + Math.abs(preActivation)),
    );
    const { sum, absoluteSum, residual } = expansion.completeness;
    expect(residual).toBeLessThanOrEqual(1e-4 * (1 + absoluteSum));
    expect(Math.abs(sum - expansion.value)).toBeLessThanOrEqual(1e-4 * (1 + absoluteSum));
    table.forEach((row, head) => {
      row.forEach((value, source) => {
        const mine = expansion.heads.table[head][source];
        expect(Math.abs(mine - value)).toBeLessThanOrEqual(1e-3 * (1 + Math.abs(value)));
      });
    });
    const leaf = await call(expand, { ...attempt, body: { nodeId: "bias" } });
    expect(leaf.status).toBe(400);
  });

  test("passes verification as it was stored, and fails it with the place once it is tampered with", async () => {
    const id = await traced({ target: golden.circuits[0]?.target, threshold: 0.06 });
    const sound = await verified(id);
    expect(sound).toMatchObject({ passed: true, differences: [] });
    expect(sound.largestDifference).toBeLessThan(1e-3);
    expect(sound.computedBy).toMatch(/^\d+\.\d+\.\d+(\+[0-9a-f]{8})? on cpu$/);

    // What pages and queries show beside the graph is compared with it.
    const shown = { replacementScore: 0.99, nodeCount: 7 };
    const { replacementScore, nodeCount } = await db().circuit.findUniqueOrThrow({ where: { id } });
    await db().circuit.update({ where: { id }, data: shown });
    const [row] = await db().circuitFeature.findMany({ where: { circuitId: id }, take: 1 });
    if (!row) throw new Error("the circuit has no feature");
    const { featureId, position } = row;
    const key = { circuitId_featureId_position: { circuitId: id, featureId, position } };
    await db().circuitFeature.update({ where: key, data: { influence: 0.5 } });
    const beside = (await verified(id)).differences.join("\n");
    expect(beside).toContain("replacement is shown as 0.99");
    expect(beside).toContain("number of nodes is shown as 7");
    expect(beside).toContain("the row that finds this circuit by its feature has other numbers");
    await db().circuit.update({ where: { id }, data: { replacementScore, nodeCount } });
    await db().circuitFeature.update({ where: key, data: { influence: row.influence } });
    const { nodes } = await db().circuit.findUniqueOrThrow({ where: { id } });
    if (!nodes) throw new Error("no nodes stand beside the graph");
    const others = unpackNodes(nodes).map((node) => ({ ...node, influence: 0 }));
    for (const changed of [packNodes({ nodes: others }), packDocument({ nodes: "none" })]) {
      await db().circuit.update({ where: { id }, data: { nodes: changed } });
      expect((await verified(id)).differences.join("\n")).toContain("the nodes that comparing reads");
    }
    await db().circuit.update({ where: { id }, data: { nodes } });
    expect(await verified(id)).toMatchObject({ passed: true });

    const { graph } = await db().circuit.findUniqueOrThrow({ where: { id } });
    const document = circuitSchema.parse(unpackDocument(graph ?? new Uint8Array()));
    const edge = document.edges[3];
    if (!edge) throw new Error("the circuit has too few edges to tamper with");
    edge.contribution += 0.5;
    await db().circuit.update({ where: { id }, data: { graph: packDocument(document) } });
    const tampered = await verified(id);
    expect(tampered.passed).toBe(false);
    expect(tampered.differences.join("\n")).toContain(`${edge.source} -> ${edge.target}`);

    const otherSpec = { ...document, spec: { ...document.spec, threshold: 0.5 } };
    await db().circuit.update({ where: { id }, data: { graph: packDocument(otherSpec) } });
    expect((await verified(id)).differences[0]).toContain("another question");
    await db().circuit.update({ where: { id }, data: { graph: packDocument({ format: "nonsense" }) } });
    expect((await verified(id)).differences[0]).toContain("circuit-commons/circuit@1");
  });

  test("is checked in the real model, every feature of it, frozen and free, once for everyone", async () => {
    const id = await traced({ target: "logit.605@14", threshold: 0.05 });
    const check = async (frozen: boolean) => {
      const response = await call(checkCausally, { method: "POST", params: { id }, body: { frozen } });
      expect(response.status).toBe(201);
      const { id: checkId } = await response.json();
      return waitFor("the causal check", async () => {
        const { result } = await (await call(getCheck, { params: { id, checkId } })).json();
        return result;
      });
    };
    const [frozen, again] = await Promise.all([check(true), check(true)]);
    expect(again).toEqual(frozen);
    const { graph } = await db().circuit.findUniqueOrThrow({ where: { id } });
    const { nodes } = circuitSchema.parse(unpackDocument(graph ?? new Uint8Array()));
    const effects = new Map(nodes.map(({ id: node, effect }) => [node, effect]));
    expect(frozen.points).toHaveLength(
      nodes.filter(({ kind }) => ["attn", "resid", "mlp"].includes(kind)).length,
    );
    for (const point of frozen.points) expect(point.predicted).toBe(effects.get(point.id));
    expect(Math.abs(frozen.pearson)).toBeLessThanOrEqual(1);
    const free = await check(false);
    expect(free.points.map((point: { id: string }) => point.id)).toEqual(
      frozen.points.map((point: { id: string }) => point.id),
    );
    expect(free.pearson).toBeGreaterThan(-1);
    expect(free.points).not.toEqual(frozen.points);
  });

  test("appears where one asks which circuits a feature is in", async () => {
    const id = await traced({ target: golden.circuits[0]?.target, threshold: 0.05 });
    const row = await db().circuitFeature.findFirstOrThrow({
      where: { circuitId: id },
      orderBy: { influence: "desc" },
    });
    const { items: found } = await findCircuitsOfFeature({ featureId: row.featureId });
    expect(found.map(({ influence }) => influence)).toEqual(
      found.map(({ influence }) => influence).sort((a, b) => b - a),
    );
    expect(found.map(({ circuitId }) => circuitId)).toContain(id);
    await db().$executeRaw`set enable_seqscan = off`;
    const plan = await db().$queryRaw<{ "QUERY PLAN": string }[]>`
      explain select "circuitId" from "CircuitFeature" where "featureId" = 1 order by influence desc, "circuitId" limit 20`;
    expect(plan.map((line) => line["QUERY PLAN"]).join("\n")).toContain(
      "CircuitFeature_featureId_influence_circuitId_idx",
    );
  });
});

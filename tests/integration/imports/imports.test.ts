import { beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { GET as getExport } from "@/app/api/v1/imports/[id]/attribution-graph/route";
import { POST as compute } from "@/app/api/v1/imports/[id]/circuit/route";
import { GET as getEvents } from "@/app/api/v1/imports/[id]/events/route";
import { GET as getGraph } from "@/app/api/v1/imports/[id]/graph/route";
import { GET as getOne, DELETE as remove } from "@/app/api/v1/imports/[id]/route";
import { PUT as chooseRoute } from "@/app/api/v1/imports/[id]/target/route";
import { POST as create } from "@/app/api/v1/imports/route";
import { goldenCircuits } from "@/lib/attribution-graphs/circuit-samples";
import { exportAttributionGraph } from "@/lib/attribution-graphs/export-attribution-graph";
import { foreignGraph } from "@/lib/attribution-graphs/foreign-graph";
import { importAttributionGraph } from "@/lib/attribution-graphs/import-attribution-graph";
import { type Circuit, circuitSchema } from "@/lib/circuit-format/circuit";
import { createCircuit } from "@/lib/circuits/create-circuit";
import { getCircuit } from "@/lib/circuits/get-circuit";
import { newCircuitSchema } from "@/lib/circuits/new-circuit";
import { readPackedGraph, unpackDocument } from "@/lib/circuits/read-circuit-graph";
import { db } from "@/lib/db/client";
import { maxImportBytes } from "@/lib/imports/create-import";
import { findImports } from "@/lib/imports/find-imports";
import { getImport, type ShownImport } from "@/lib/imports/get-import";
import { getStanding } from "@/lib/imports/get-standing";
import { maxImports } from "@/lib/imports/import-computation";
import { importViewSchema } from "@/lib/imports/view";
import { createExampleRun } from "@/lib/runs/create-run";
import { call, createPerson, type Person } from "../support/people";
import { setUpSite } from "../support/site";
import { waitFor } from "../support/wait-for";
import { spawnWorker } from "../support/worker";

setUpSite();

const [, golden] = goldenCircuits().find(([name]) => name.includes("gender.json logit.")) ?? [];
if (!golden) throw new Error("There is no such golden circuit.");
const circuit: Circuit = golden;
const at = (id: string) => ({ params: { id } });

async function send(person: Person, file: unknown, query = "name=circuit.json") {
  const body = typeof file === "string" ? file : JSON.stringify(file);
  return call(create, { method: "POST", path: `/api/v1/imports?${query}`, person, body });
}

/** Sends a file and waits until it was read or refused. */
async function imported(person: Person, file: unknown, query?: string) {
  const response = await send(person, file, query);
  expect(response.status).toBe(201);
  const { id } = await response.json();
  return waitFor("the import", async () => {
    const view = await getImport({ importId: id, ownerId: person.id });
    return view.status !== "computing" && view;
  });
}

function standingOf(owner: Person, { id, report }: Pick<ShownImport, "id" | "report">) {
  if (!report) throw new Error("The import has not been read.");
  return getStanding({ importId: id, viewer: owner.viewer }, report.summary);
}

describe("an imported circuit", { timeout: 120_000 }, () => {
  beforeAll(async () => {
    await spawnWorker({ keep: true }).ready;
  });

  test("of this project's own format is kept number for number, and is its owner's alone", async () => {
    const [owner, other] = [await createPerson(), await createPerson("administrator")];
    const { id, report } = await imported(owner, circuit);
    expect(report).toMatchObject({ problems: [], lost: [], summary: { target: circuit.spec.target } });
    expect(await (await call(getGraph, { ...at(id), person: owner })).json()).toEqual(circuit);
    // What goes out as it is stored is what its schema says.
    const { report: whole, ...frame } = z.parse(
      importViewSchema,
      await (await call(getOne, { ...at(id), person: owner })).json(),
    );
    expect(frame).toMatchObject({
      id,
      fileName: "circuit.json",
      status: "ready",
      createdAt: expect.any(Date),
    });
    expect(whole).toEqual({ ...report, extras: {} });
    for (const handler of [getOne, getGraph, getExport, getEvents, remove]) {
      const method = handler === remove ? "DELETE" : "GET";
      expect((await call(handler, { method, ...at(id), person: other })).status).toBe(404);
      expect((await call(handler, { method, ...at(id) })).status).toBe(401);
    }
    expect((await findImports({ ownerId: other.id })).items).toEqual([]);
    expect((await findImports({ ownerId: owner.id })).items).toMatchObject([
      { id, fileName: "circuit.json", status: "ready" },
    ]);
    expect((await call(remove, { method: "DELETE", ...at(id), person: owner })).status).toBe(204);
    expect((await call(getOne, { ...at(id), person: owner })).status).toBe(404);
  });

  test("of this site's own export comes back, and goes out again, as it was", async () => {
    const owner = await createPerson();
    const { graph } = exportAttributionGraph(circuit);
    const { id, report } = await imported(owner, graph);
    expect(report?.problems).toEqual([]);
    expect(await (await call(getGraph, { ...at(id), person: owner })).json()).toEqual(circuit);
    const again = await (await call(getExport, { ...at(id), person: owner })).json();
    expect(importAttributionGraph(again.graph).circuit).toEqual(circuit);
  });

  test("of another program says what was wrong and what is lost, and keeps what was marked", async () => {
    const owner = await createPerson();
    const graph = foreignGraph();
    const broken = { ...graph, links: [...graph.links, { source: "nobody", target: "37_18_2", weight: 1 }] };
    const { id, report } = await imported(owner, broken, "name=g.json&target=logit.18@2");
    expect(report?.problems.join()).toContain("links[6].source");
    expect(report?.lost.join()).toContain("metadata.generation_settings");
    expect(report?.summary).toMatchObject({
      target: "logit.18@2",
      model: "qwen3-4b",
      outputs: [
        [18, "3"],
        [19, "4"],
      ],
      groups: [{ name: "digits", members: ["mlp.0.116505@1", "mlp.1.19591@1"] }],
    });
    expect(report?.summary.pinned).toContain("mlp.1.19591@1");
    expect(await standingOf(owner, { id, report })).toEqual({
      kind: "foreign",
      reason: "no-model",
    });
    const other = await imported(owner, graph, "name=g.json&target=logit.19@2");
    expect(other.report?.summary.target).toBe("logit.19@2");
  });

  test("is of another of its file's predicted tokens when its owner chooses so, number for number as if read for it", async () => {
    const [owner, other] = [await createPerson(), await createPerson("administrator")];
    const choose = (id: string, target: string, person: Person) =>
      call(chooseRoute, { method: "PUT", ...at(id), person, body: { target } });
    const { id, report } = await imported(owner, foreignGraph(), "name=g.json");
    expect(report?.summary).toMatchObject({
      target: "logit.18@2",
      targets: [
        { target: "logit.18@2", probability: 0.75 },
        { target: "logit.19@2", probability: 0.125 },
      ],
    });
    const graphOf = async (each: string) => (await call(getGraph, { ...at(each), person: owner })).json();
    const first = await graphOf(id);
    expect((await choose(id, "logit.19@2", other)).status).toBe(404);
    expect((await choose(id, "logit.20@2", owner)).status).toBe(422);
    expect(await graphOf(id)).toEqual(first);
    // Twice at once changes as much as once.
    const answers = await Promise.all([1, 2].map(() => choose(id, "logit.19@2", owner)));
    expect(answers.map(({ status }) => status)).toEqual([204, 204]);
    const read = await imported(owner, foreignGraph(), "name=g.json&target=logit.19@2");
    expect(await graphOf(id)).toEqual(await graphOf(read.id));
    const chosen = await getImport({ importId: id, ownerId: owner.id });
    expect(chosen.report?.summary).toEqual(read.report?.summary);
    expect((await choose(id, "logit.18@2", owner)).status).toBe(204);
    expect(await graphOf(id)).toEqual(first);
    // Of a circuit traced here the file has nothing for another target.
    const own = await imported(owner, exportAttributionGraph(circuit).graph);
    expect((await choose(own.id, circuit.spec.target, owner)).status).toBe(422);
  });

  test("with what Python writes for no number is read, and says where none is", async () => {
    const owner = await createPerson();
    const text = JSON.stringify(foreignGraph())
      .replace('"activation":0.734375', '"activation":NaN')
      .replace('"weight":-0.25', '"weight":-Infinity');
    const { report } = await imported(owner, text);
    expect(report?.problems).toEqual([
      'nodes[0].activation: "NaN" is not a number that can be used; taken as unknown',
      'links[1].weight: "-Infinity" is not a number that can be used; the link is left out',
    ]);
  });

  test("that is none is refused in a sentence with the place, and the file is not kept", async () => {
    const owner = await createPerson();
    const cases: [unknown, RegExp][] = [
      ["{", /^circuit\.json: it is not valid JSON\.$/],
      ['{"nodes":[],"nodes":[]}', /"nodes" stands twice/],
      [{ nodes: 1 }, /nodes: there is no such list/],
      [{ ...circuit, edges: [...circuit.edges, circuit.edges[0]] }, /edges\[\d+\]: .* stands twice/],
      [{ ...circuit, nodes: circuit.nodes.map((node) => ({ ...node, influence: "1" })) }, /influence/],
      [{ ...circuit, ["k".repeat(1_000_000)]: 1 }, /^.{1,1000}$/],
      [{ ...circuit, "\0": 1 }, /"\\u0000"/],
      ['{"a":'.repeat(100_000), /nested deeper than 64/],
      [`{"a":${"[".repeat(1_000_000)}`, /nested deeper than 64/],
      [`{"a":[{}${",{}".repeat(5_000_000)}]}`, /more than 700,000 lists and objects/],
    ];
    for (const [file, reason] of cases) {
      const { id, status, failure } = await imported(owner, file);
      expect(status).toBe("failed");
      expect(failure).toMatch(reason);
      const row = await db().importedCircuit.findUniqueOrThrow({ where: { id } });
      expect(row).toMatchObject({ source: null, graph: null, report: null });
    }
  });

  test("larger than a page can show is refused with the number that is too large", async () => {
    const owner = await createPerson();
    const tokens = Array.from({ length: 5_000 }, (_, position) => ({ position, id: 0, text: "a" }));
    const spec = { ...circuit.spec, tokenIds: tokens.map(() => 0) };
    const { failure } = await imported(owner, { ...circuit, tokens, spec });
    expect(failure).toMatch(/^This circuit has 5,000 tokens, and 4,096 are the most/);
    // Told from lengths alone: what stands in the lists is not looked at.
    const zeros = `[0${",0".repeat(2_000_000)}]`;
    const flood = `{"format":"circuit-commons/circuit@1","nodes":${zeros},"edges":${zeros}}`;
    expect((await imported(owner, flood)).failure).toMatch(/^This circuit has 2,000,001 nodes/);
    const deep = foreignGraph();
    const stray = { ...deep.nodes[0], node_id: "999_1_1", layer: "999", feature: 1 };
    expect((await imported(owner, { ...deep, nodes: [...deep.nodes, stray] })).failure).toMatch(/layers/);
  });

  test("with a zero byte for a token's text and half characters in its notes is kept", async () => {
    const owner = await createPerson();
    const tokens = circuit.tokens.map((token) => ({ ...token, text: "\0" }));
    const { id, status } = await imported(owner, { ...circuit, tokens });
    expect(status).toBe("ready");
    expect((await getImport({ importId: id, ownerId: owner.id })).report?.summary.tokens[0]?.text).toBe("\0");
    const graph = { ...foreignGraph(), nodes: [...foreignGraph().nodes, { node_id: "\ud800\0" }] };
    expect((await imported(owner, graph)).status).toBe("ready");
  });

  test("is compared with what this site computes for the same question", async () => {
    const owner = await createPerson();
    const run = await createExampleRun({ model: "storybook-4l", text: "Tom gave the ball to" });
    await waitFor("the run", () => db().run.findFirst({ where: { id: run.id, computedAt: { not: null } } }));
    const spec = newCircuitSchema.parse({ target: "logit.605@5", threshold: 0.05 });
    const { id: circuitId } = await createCircuit({ runId: run.id, viewer: owner.viewer, ...spec });
    await waitFor("the circuit", async () => (await getCircuit(circuitId)).status === "ready");
    const own = circuitSchema.parse(unpackDocument(await readPackedGraph(circuitId)));

    const same = await imported(owner, own);
    expect(await standingOf(owner, same)).toEqual({
      kind: "computed",
      circuitId,
      agrees: true,
      largestDifference: 0,
      differenceCount: 0,
      places: [],
    });
    const [first, ...others] = own.spec.dictionarySets;
    if (!first) throw new Error("The model has no dictionaries.");
    const turned = { ...own.spec, dictionarySets: [...others, { ...first, name: "another-name" }] };
    expect(await standingOf(owner, await imported(owner, { ...own, spec: turned }))).toMatchObject({
      kind: "computed",
      agrees: true,
    });
    const [edge] = own.edges;
    if (!edge) throw new Error("The circuit has no edge.");
    const changed = { ...own, edges: own.edges.with(0, { ...edge, contribution: edge.contribution + 1 }) };
    const other = await imported(owner, changed);
    expect(await standingOf(owner, other)).toMatchObject({
      kind: "computed",
      agrees: false,
      places: expect.arrayContaining([expect.stringContaining(`${edge.source} -> ${edge.target}`)]),
    });
    const unasked = await imported(owner, { ...own, spec: { ...own.spec, threshold: 0.06 } });
    expect(await standingOf(owner, unasked)).toEqual({ kind: "unasked" });
    const otherWeights = { ...own.spec, modelChecksum: "0".repeat(64) };
    const foreign = await imported(owner, { ...own, spec: otherWeights });
    expect(await standingOf(owner, foreign)).toEqual({
      kind: "foreign",
      reason: "other-weights",
    });
  });
});

describe("an imported circuit's question", { timeout: 120_000 }, () => {
  const standing = (owner: Person, view: ShownImport, kind: string) =>
    waitFor(`the import to be ${kind}`, async () => {
      const now = await standingOf(owner, view);
      return now.kind === kind && now;
    });

  /** A circuit that this site would compute, and has not: what it kept of it is gone. */
  async function uncomputed(owner: Person, text = "Ann gave the cup to"): Promise<Circuit> {
    const run = await createExampleRun({ model: "storybook-4l", text });
    await waitFor("the run", () => db().run.findFirst({ where: { id: run.id, computedAt: { not: null } } }));
    const spec = newCircuitSchema.parse({ target: "logit.605@5", threshold: 0.05 });
    const { id } = await createCircuit({ runId: run.id, viewer: owner.viewer, ...spec });
    await waitFor("the circuit", async () => (await getCircuit(id)).status === "ready");
    const document = circuitSchema.parse(unpackDocument(await readPackedGraph(id)));
    await db().circuit.delete({ where: { id } });
    await db().run.delete({ where: { id: run.id } });
    return document;
  }

  test("is asked of this site by one request, and is begun again where it was stopped", async () => {
    const [owner, other] = [await createPerson(), await createPerson()];
    const view = await imported(owner, await uncomputed(owner));
    const ask = { method: "POST", ...at(view.id) };
    expect(await standingOf(owner, view)).toEqual({ kind: "unasked" });
    expect((await call(compute, { ...ask, person: other })).status).toBe(404);
    expect((await call(compute, { ...ask, person: owner })).status).toBe(204);
    expect(["computing", "computed"]).toContain((await standingOf(owner, view)).kind);
    const first = await standing(owner, view, "computed");
    expect(first).toMatchObject({ agrees: true, largestDifference: 0 });

    const { askedRunId } = await db().importedCircuit.findUniqueOrThrow({ where: { id: view.id } });
    await db().circuit.deleteMany({ where: { runId: askedRunId ?? "" } });
    const job = { update: { status: "cancelled" as const } };
    await db().run.update({ where: { id: askedRunId ?? "" }, data: { computedAt: null, job } });
    expect(await standingOf(owner, view)).toEqual({
      kind: "failed",
      of: { what: "run", id: askedRunId },
      message: expect.stringContaining("cancelled"),
    });
    expect((await call(compute, { ...ask, person: owner })).status).toBe(204);
    await standing(owner, view, "computed");
  });

  test("is asked with the very text, also where its tokens are parts of characters", async () => {
    const owner = await createPerson();
    const view = await imported(owner, await uncomputed(owner, "Ann gave \u4f60\u597d \u{1f408} to"));
    expect((await call(compute, { method: "POST", ...at(view.id), person: owner })).status).toBe(204);
    expect(await standing(owner, view, "computed")).toMatchObject({ agrees: true, largestDifference: 0 });
  });

  test("is not asked of a file from elsewhere", async () => {
    const owner = await createPerson();
    const { id } = await imported(owner, foreignGraph());
    expect((await call(compute, { method: "POST", ...at(id), person: owner })).status).toBe(409);
  });
});

test("an import deleted before it is read leaves nothing to be done", { timeout: 60_000 }, async () => {
  const person = await createPerson();
  const { id } = await (await send(person, circuit)).json();
  expect((await call(remove, { method: "DELETE", ...at(id), person })).status).toBe(204);
  await waitFor("the queue to be empty", async () => {
    const waiting = await db().job.count({
      where: { requesterId: person.id, status: { in: ["queued", "running"] } },
    });
    return waiting === 0;
  });
  expect(await db().job.count({ where: { requesterId: person.id, status: "failed" } })).toBe(0);
});

describe("a file sent", () => {
  test("that is no JSON object at first sight, has no name or a target that is none is refused at once", async () => {
    const person = await createPerson();
    for (const body of ["", "[]", "null", "\u0089PNG", " ".repeat(10_000)])
      expect((await send(person, body)).status).toBe(422);
    expect((await send(person, "{}", "")).status).toBe(400);
    expect((await send(person, "{}", "name=%00")).status).toBe(400);
    expect((await send(person, "{}", "name=a&target=mary")).status).toBe(400);
    expect(await db().importedCircuit.count({ where: { ownerId: person.id } })).toBe(0);
  });

  test("that is larger than allowed is refused before it is read whole", async () => {
    const person = await createPerson();
    const response = await send(person, `{${" ".repeat(maxImportBytes)}}`);
    expect(response.status).toBe(413);
  });

  test("beyond the number one may keep is refused, however many come at once", async () => {
    const person = await createPerson();
    await db().importedCircuit.createMany({
      data: Array.from({ length: maxImports - 1 }, (_, i) => ({ ownerId: person.id, fileName: `${i}` })),
    });
    const answers = await Promise.all(Array.from({ length: 4 }, () => send(person, circuit)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
  });
});

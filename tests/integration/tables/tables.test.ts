import { describe, expect, test } from "vitest";
import { GET as circuitTable } from "@/app/api/v1/circuits/[id]/table/route";
import { GET as featureTable } from "@/app/api/v1/features/table/route";
import { GET as findingTable } from "@/app/api/v1/findings/table/route";
import { GET as headTable } from "@/app/api/v1/models/[model]/heads/table/route";
import { GET as positionTable } from "@/app/api/v1/runs/[id]/positions/[position]/table/route";
import { GET as searchTable } from "@/app/api/v1/search/table/route";
import { packDocument } from "@/lib/circuits/read-circuit-graph";
import { db } from "@/lib/db/client";
import { encodeFeatures } from "@/lib/features/feature-codec";
import { createFinding } from "@/lib/findings/create-finding";
import { publishFinding } from "@/lib/findings/publish-finding";
import type { RouteHandler } from "@/lib/http/route";
import { getModel } from "@/lib/models/get-model";
import { createFinishedCircuit } from "../support/circuits";
import { storeNaiveEvidence } from "../support/evidence";
import { proposeAnyLabel } from "../support/labels";
import { call, createPerson } from "../support/people";
import { createDraft, createPublished } from "../support/published-findings";
import { setUpSite } from "../support/site";
import { circuitOf } from "../support/worst-content/circuits";

setUpSite();

interface Asked {
  query?: string;
  params?: Record<string, string>;
}

async function text(handler: RouteHandler, { query = "", params = {} }: Asked) {
  const response = await call(handler, { path: `/?${query}`, params });
  expect(response.status).toBe(200);
  return { text: await response.text(), headers: response.headers };
}

async function rows(handler: RouteHandler, { query = "", ...rest }: Asked) {
  const { text: lines, headers } = await text(handler, { query: `${query}&format=jsonl`, ...rest });
  expect(headers.get("content-type")).toBe("application/jsonl; charset=utf-8");
  return lines
    .split("\n")
    .filter(Boolean)
    .map((line): Record<string, unknown> => JSON.parse(line));
}

describe("the catalogue as a table", () => {
  test("has what passes its filters in its order, no draft, and no cell that a spreadsheet computes", async () => {
    const title = '=HYPERLINK("http://evil.example")';
    const { id, author } = await createPublished({ title, body: "+1 is what it says.", tags: ["taken"] });
    await createDraft({ title: "Secret", tags: ["taken"], author });
    await createPublished({ title: "Of another tag", author });
    const query = "tag=taken";
    const { text: csv, headers } = await text(findingTable, { query });
    expect(headers.get("content-type")).toBe("text/csv; charset=utf-8");
    expect(headers.get("content-disposition")).toBe('attachment; filename="circuits.csv"');
    const [head = "", first = "", ...others] = csv.split("\r\n");
    expect(head.startsWith('"finding","title","says"')).toBe(true);
    expect(first).toContain(`"${id}","'=HYPERLINK(""http://evil.example"")","'+1 is what it says."`);
    expect(others).toEqual([""]);
    expect(await rows(findingTable, { query })).toMatchObject([
      {
        finding: id,
        title,
        author: author.handle,
        tags: ["taken"],
        verified: null,
        "causally checked": false,
      },
    ]);
  });

  test("is read to its end over several pages, each finding once", async () => {
    const author = await createPerson();
    const circuitId = await createFinishedCircuit();
    const ids: string[] = [];
    for (let n = 0; n < 230; n++) {
      const content = { title: `Finding ${n}`, body: "What it says.", tags: ["many"], state: "" };
      const { id } = await createFinding({ ...content, circuitId, authorId: author.id });
      await publishFinding({ findingId: id, authorId: author.id });
      ids.push(id);
    }
    for (const query of ["tag=many", "tag=many&sort=completeness"]) {
      const found = await rows(findingTable, { query });
      expect(found.map(({ finding }) => finding)).toEqual(ids.toReversed());
    }
  });

  test("of nothing is its head alone, and of what is no query refused", async () => {
    expect((await text(findingTable, { query: "tag=nobody-has-it" })).text.split("\r\n")).toHaveLength(2);
    for (const query of ["format=xlsx", "tag=%00", "sort=oldest"])
      expect((await call(findingTable, { path: `/?${query}` })).status).toBe(400);
  });
});

test("a circuit's nodes are a table, the most influential first, with their tokens", async () => {
  const id = await createFinishedCircuit();
  const circuit = circuitOf(
    { nodes: 30, edges: 60, layers: 4, tokenIds: [1, 2, 3] },
    { model: "elsewhere", modelChecksum: "0".repeat(64), dictionarySets: [] },
  );
  const tokens = { tokenIds: [1, 2, 3], tokenTexts: ["=1+1", " b", "c"] };
  await db().circuit.update({
    where: { id },
    data: { graph: packDocument(circuit), run: { update: tokens } },
  });
  const found = await rows(circuitTable, { params: { id } });
  expect(found).toHaveLength(circuit.nodes.length);
  const byId = new Map(circuit.nodes.map((node) => [node.id, node]));
  for (const row of found) {
    const { influence, effect, position } = byId.get(String(row.node)) ?? {};
    expect(row).toMatchObject({ influence, effect, position });
    if (typeof position === "number") expect(row.token).toBe(["=1+1", " b", "c"][position]);
  }
  const influences = found.map(({ influence }) => Number(influence));
  expect(influences).toEqual(influences.toSorted((a, b) => b - a));
  const { text: csv } = await text(circuitTable, { params: { id } });
  expect(csv.split("\r\n")).toHaveLength(circuit.nodes.length + 2);
  expect(csv).not.toContain('"=1+1"');
});

test("a node's name says how its label stands", async () => {
  const id = await createFinishedCircuit();
  const circuit = circuitOf(
    { nodes: 30, edges: 60, layers: 4, tokenIds: [1, 2, 3] },
    { model: "elsewhere", modelChecksum: "0".repeat(64), dictionarySets: [] },
  );
  await db().circuit.update({ where: { id }, data: { graph: packDocument(circuit) } });
  const node = circuit.nodes.find(({ kind }) => kind === "attn");
  const feature = await db().feature.findFirstOrThrow({
    where: { index: node?.index ?? -1, dictionary: { layer: node?.layer ?? -1, set: { kind: "attn" } } },
  });
  await db().circuitFeature.create({
    data: {
      ...{ circuitId: id, featureId: feature.id, position: 1, activation: 1, influence: 0.1, effect: 0.1 },
      expanded: false,
    },
  });
  const { dictionaryId, index } = feature;
  const { id: authorId } = await createPerson();
  await proposeAnyLabel(authorId, { text: "what people say", of: { dictionaryId, index, side: "input" } });
  const found = await rows(circuitTable, { params: { id } });
  expect(found.find((row) => row.node === node?.id)).toMatchObject({
    ...{ name: "what people say", named: "proposed" },
  });
  const unnamed = found.filter((row) => row.name === null);
  expect(unnamed.length).toBeGreaterThan(0);
  for (const row of unnamed) expect(row.named).toBeNull();
});

test("a circuit that is not there or not ready has no table", async () => {
  const absent = "00000000-0000-7000-8000-000000000000";
  expect((await call(circuitTable, { params: { id: absent } })).status).toBe(404);
  const id = await createFinishedCircuit();
  await db().circuit.update({ where: { id }, data: { graph: null, computedAt: null } });
  expect((await call(circuitTable, { params: { id } })).status).toBe(409);
});

test("what fires at a token is a table, and at a token that is not there is none", async () => {
  const circuitId = await createFinishedCircuit();
  const { runId: id } = await db().circuit.findUniqueOrThrow({ where: { id: circuitId } });
  const firing = {
    kind: "attn",
    layer: 1,
    positions: Uint32Array.of(2),
    indices: Uint32Array.of(5),
  } as const;
  await db().run.update({
    where: { id },
    data: {
      ...{ computedAt: new Date(), tokenIds: [1, 2, 3], tokenTexts: ["a", "b", "c"], featureCount: 1 },
      features: encodeFeatures(3, [{ ...firing, activations: Float32Array.of(1.5) }]),
      predictions: { ids: [[1], [2], [11]], logits: [[1], [1], [1]], probabilities: [[1], [1], [1]] },
    },
  });
  expect(await rows(positionTable, { params: { id, position: "2" } })).toMatchObject([
    { feature: "attn.1.5", layer: 1, index: 5, activation: 1.5 },
  ]);
  expect(await rows(positionTable, { params: { id, position: "0" } })).toEqual([]);
  expect((await call(positionTable, { params: { id, position: "3" } })).status).toBe(404);
});

test("features and what a search finds are tables of what their pages show", async () => {
  await storeNaiveEvidence();
  const stored = await db().featureEvidence.count();
  const all = await rows(featureTable, {});
  expect(new Set(all.map(({ feature, set }) => `${set} ${feature}`)).size).toBe(stored);
  const densities = all.map(({ density }) => Number(density));
  expect(densities).toEqual(densities.toSorted((a, b) => b - a));
  const layer = await rows(featureTable, { query: "layer=1" });
  expect(layer.length).toBeGreaterThan(0);
  expect(layer.every(({ feature }) => /^\w+\.1\./.test(String(feature)))).toBe(true);

  const { id } = await createPublished({ title: "Zebrafinches sing", body: "Zebrafinches, they say." });
  const found = await rows(searchTable, { query: "q=zebrafinches" });
  expect(found).toMatchObject([{ kind: "findings", title: "Zebrafinches sing" }]);
  expect(String(found[0]?.address)).toContain(`/findings/${id}`);
  expect(await rows(searchTable, { query: "q=zebrafinches&kind=models" })).toEqual([]);
  for (const query of ["q=a&kind=drafts", "", `q=${"a".repeat(10_000)}`])
    expect((await call(searchTable, { path: `/?${query}` })).status).toBe(400);
});

test("a model's heads are a table once they are measured", async () => {
  const model = "storybook-4l";
  expect((await call(headTable, { params: { model } })).status).toBe(409);
  expect((await call(headTable, { params: { model: "nothing" } })).status).toBe(404);
  const { id: modelId } = await getModel(model);
  const head = { previous: { value: 0.5, error: 0.01 }, duplicate: null, induction: null };
  const heads = [{ layer: 0, head: 1, ...head, copying: 0.25, matching: 0.75 }];
  await db().headMeasures.create({
    data: {
      ...{ modelId, computedAt: new Date() },
      measured: { format: "circuit-commons/heads@1", texts: 1, repeated: 2, heads },
    },
  });
  expect(await rows(headTable, { params: { model } })).toMatchObject([
    {
      head: "0.1",
      "previous token": 0.5,
      "previous token error": 0.01,
      induction: null,
      copies: 0.25,
      matches: 0.75,
    },
  ]);
});

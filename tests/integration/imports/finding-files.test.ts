import { beforeAll, expect, test } from "vitest";
import { PUT as publish, DELETE as withdraw } from "@/app/api/v1/findings/[id]/publication/route";
import { GET as file } from "@/app/api/v1/findings/[id]/versions/[version]/file/route";
import { POST as createFinding } from "@/app/api/v1/findings/route";
import { GET as getGraph } from "@/app/api/v1/imports/[id]/graph/route";
import { POST as send } from "@/app/api/v1/imports/route";
import { goldenCircuits } from "@/lib/attribution-graphs/circuit-samples";
import { packDocument } from "@/lib/circuits/read-circuit-graph";
import { db } from "@/lib/db/client";
import { contentHash } from "@/lib/finding-format/content";
import { type FindingFile, readFindingFile } from "@/lib/finding-format/finding-file";
import { getFindingStanding } from "@/lib/imports/finding-standing";
import { getImport } from "@/lib/imports/get-import";
import { readImport } from "@/lib/imports/read-import";
import { createFinishedCircuit } from "../support/circuits";
import { call, createPerson, type Person } from "../support/people";
import { setUpSite } from "../support/site";
import { waitFor } from "../support/wait-for";
import { spawnWorker } from "../support/worker";

setUpSite();

const [[, circuit] = []] = goldenCircuits();
if (!circuit) throw new Error("there is no golden circuit");
let author: Person;
let id: string;
let text: string;
let whole: FindingFile;

beforeAll(async () => {
  author = await createPerson();
  const circuitId = await createFinishedCircuit();
  await db().circuit.update({ where: { id: circuitId }, data: { graph: packDocument(circuit) } });
  const result = { value: 1, points: [], nodeCount: 1, pearson: null, spearman: null };
  await db().causalCheck.create({ data: { circuitId, frozen: false, computedAt: new Date(), result } });
  const body = { circuitId, title: "Who </script> gets it", body: "Mary.", tags: [], state: "" };
  ({ id } = await (await call(createFinding, { method: "POST", person: author, body })).json());
  await call(publish, { method: "PUT", params: { id }, person: author });
  text = await (await call(file, { params: { id, version: "1" } })).text();
  whole = readFindingFile(JSON.parse(text));
});

/** What the import's page would say of a file. */
async function standingOf(document: unknown) {
  const { finding } = readImport(document).report;
  if (!finding) throw new Error("it is a finding's file");
  return getFindingStanding(finding);
}

test("the file that the site writes of a finding is read by a worker, circuit and all, and is known again", async () => {
  await spawnWorker().ready;
  const person = await createPerson();
  const created = await call(send, {
    ...{ method: "POST", path: "/api/v1/imports?name=finding.json", person, body: text },
  });
  expect(created.status).toBe(201);
  const { id: importId } = await created.json();
  const { report } = await waitFor("the import", async () => {
    const view = await getImport({ importId, ownerId: person.id });
    return view.status !== "computing" && view;
  });
  expect(report).toMatchObject({
    summary: { target: circuit.spec.target, nodeCount: circuit.nodes.length },
    finding: { id, version: 1, title: "Who </script> gets it", authors: [author.handle] },
    problems: [],
  });
  expect(report?.finding?.claims.map(({ part, agrees }) => [part, agrees])).toEqual([
    ["circuit hash", true],
    ["content hash", true],
  ]);
  expect(report?.lost.map((line) => line.split(":")[0])).toEqual(["content.writeUp", "causalChecks"]);
  expect(await (await call(getGraph, { params: { id: importId }, person })).json()).toEqual(circuit);
  expect(report?.finding && (await getFindingStanding(report.finding))).toEqual({ kind: "same" });
});

test("a file that was changed says so, whether or not its hash was made anew", async () => {
  const content = { ...whole.content, title: "Somebody else" };
  expect(await standingOf({ ...whole, content })).toEqual({ kind: "changed" });
  const [first, ...others] = circuit.nodes;
  if (!first) throw new Error("it has nodes");
  const nodes = [{ ...first, effect: first.effect + 1e-9 }, ...others];
  expect(await standingOf({ ...whole, circuit: { ...circuit, nodes } })).toEqual({ kind: "changed" });
  expect(await standingOf({ ...whole, content, contentHash: contentHash(content) })).toEqual({
    ...{ kind: "other", contentHash: whole.contentHash },
  });
});

test("of a version that is not published here nothing is told but that", async () => {
  const unknown = async (content: FindingFile["content"]) =>
    standingOf({ ...whole, content, contentHash: contentHash(content) });
  expect(await unknown({ ...whole.content, version: 2 })).toEqual({ kind: "unknown" });
  expect(await unknown({ ...whole.content, finding: crypto.randomUUID() })).toEqual({ kind: "unknown" });
  // A draft of somebody's is as one that never was.
  const body = { circuitId: await createFinishedCircuit(), title: "Draft", body: "", tags: [], state: "" };
  const draft = await (await call(createFinding, { method: "POST", person: author, body })).json();
  expect(await unknown({ ...whole.content, finding: draft.id })).toEqual({ kind: "unknown" });
});

test("hostile files are refused with the place, and no page is drawn of them", () => {
  const points = Array.from({ length: 501 }, (_, i) => ({ id: `mlp.0.${i}@1`, predicted: 0, measured: 0 }));
  const check = { frozen: false, at: "2026-11-28T10:00:00.000Z" };
  const [result] = whole.causalChecks;
  const hostile: [unknown, RegExp][] = [
    [{ ...whole, extra: 1 }, /extra/],
    [{ ...whole, url: "javascript:alert(1)" }, /url/],
    [{ ...whole, content: { ...whole.content, writeUp: "x".repeat(50_001) } }, /content\.writeUp/],
    [{ ...whole, causalChecks: [{ ...check, result: { ...result?.result, points } }] }, /causalChecks/],
    [{ ...whole, circuit: null }, /circuit/],
    [{ ...whole, circuit: { ...circuit, nodes: Array(20_001).fill(null) } }, /20,001 nodes/],
    [{ ...whole, circuit: { ...circuit, edges: Array(400_001).fill(0) } }, /400,001 edges/],
    [{ ...whole, circuit: { ...circuit, edges: [{ source: "a", target: "b", contribution: 1 }] } }, /edges/],
    [{ format: whole.format }, /url/],
    [{ format: "circuit-commons/finding@2" }, /./],
  ];
  for (const [document, place] of hostile) expect(() => readImport(document)).toThrow(place);
  expect(() => readImport(whole, 'logit." nothing"@3')).toThrow(/Leave the target empty/);
  const long = { ...whole.content, arrangement: "a".repeat(900_000) };
  const { report } = readImport({ ...whole, content: long });
  expect(report.finding?.arrangement).toBe("");
  expect(report.lost.join()).toContain("content.arrangement");
});

test("of one that was taken back the page says when", async () => {
  await call(withdraw, { method: "DELETE", params: { id }, person: author });
  expect(await standingOf(whole)).toMatchObject({
    kind: "gone",
    message: expect.stringContaining(whole.contentHash),
  });
});

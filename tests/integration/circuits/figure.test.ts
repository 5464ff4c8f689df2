import { beforeAll, describe, expect, test } from "vitest";
import { POST as expand } from "@/app/api/v1/circuits/[id]/expansions/route";
import { GET } from "@/app/api/v1/circuits/[id]/figure/route";
import { formatFeature, isFeature, parseNodeId } from "@/lib/circuit-format/node-id";
import { createExampleCircuit } from "@/lib/circuits/create-circuit";
import { newCircuitSchema } from "@/lib/circuits/new-circuit";
import { readCircuitGraph } from "@/lib/circuits/read-circuit-graph";
import { db } from "@/lib/db/client";
import { createFinding } from "@/lib/findings/create-finding";
import { publishFinding } from "@/lib/findings/publish-finding";
import { createExampleRun } from "@/lib/runs/create-run";
import { exampleRun } from "@/lib/runs/example-run";
import { encodeView } from "@/lib/views/view-codec";
import { untouchedView } from "@/lib/views/view-state";
import { nameFeatures } from "../support/named-features";
import { call, createPerson, type Person } from "../support/people";
import { setUpSite } from "../support/site";
import { waitFor } from "../support/wait-for";
import { spawnWorker } from "../support/worker";

setUpSite();

let circuitId = "";
let author: Person;

async function figure(query: Record<string, string> = {}, person: Person | null = null) {
  const path = `/api/v1/circuits/${circuitId}/figure?${new URLSearchParams(query)}`;
  const response = await call(GET, { path, params: { id: circuitId }, person });
  return { status: response.status, type: response.headers.get("content-type"), text: await response.text() };
}
const nodesIn = (svg: string) => [...svg.matchAll(/data-node="([^"]+)"/g)].map(([, id = ""]) => id);

describe("the figure of a circuit", { timeout: 120_000 }, () => {
  beforeAll(async () => {
    author = await createPerson();
    const worker = spawnWorker({ keep: true });
    await worker.ready;
    const { id: runId } = await createExampleRun(exampleRun);
    await waitFor("the run", () => db().run.findFirst({ where: { id: runId, computedAt: { not: null } } }));
    const target = "logit.605@14";
    circuitId = (await createExampleCircuit({ runId, ...newCircuitSchema.parse({ target }) })).id;
    await waitFor("the circuit", () =>
      db().circuit.findFirst({ where: { id: circuitId, computedAt: { not: null } } }),
    );
  });

  test("is an SVG file of what the page shows, with its text, scores and address", async () => {
    const { status, type, text } = await figure();
    expect([status, type]).toEqual([200, "image/svg+xml"]);
    expect(text).toMatch(/^<svg xmlns/);
    expect(nodesIn(text)).toContain("logit.605@14");
    expect(text).toContain("Text: When Mary and John went to the store, John gave a drink to<");
    expect(text).toContain(`/circuits/${circuitId}<`);
    const { completenessScore } = await db().circuit.findUniqueOrThrow({ where: { id: circuitId } });
    expect(text).toContain(`Completeness ${((completenessScore ?? 0) * 100).toFixed(1)}%`);
    expect(text.match(/@font-face/g)?.length).toBeGreaterThanOrEqual(2);
  });

  test("is arranged as the view says: what is hidden is not there, what was expanded by hand shows what it gets", async () => {
    const graph = await readCircuitGraph(circuitId);
    const [shut] = graph.nodes
      .filter(({ kind, expanded }) => kind === "mlp" && !expanded)
      .sort((a, b) => a.influence - b.influence);
    const [hidden] = graph.nodes
      .filter(({ kind, expanded }) => kind === "mlp" && expanded)
      .sort((a, b) => b.influence - a.influence);
    if (!shut || !hidden) throw new Error("The circuit has no such nodes");
    await call(expand, {
      method: "POST",
      params: { id: circuitId },
      body: { nodeId: shut.id },
      person: author,
    });
    await waitFor("the expansion", () =>
      db().expansion.findFirst({ where: { circuitId, nodeId: shut.id, computedAt: { not: null } } }),
    );
    const of = async (change: object) => {
      const view =
        (await encodeView({ ...untouchedView, above: (hidden.influence + shut.influence) / 2, ...change })) ??
        "";
      return nodesIn((await figure({ view, width: "wide" })).text);
    };
    const plain = await of({});
    const opened = await of({ opened: [shut.id] });
    expect(plain).toContain(hidden.id);
    expect(opened).toContain(shut.id);
    expect(opened.length).toBeGreaterThan(plain.length);
    expect(await of({ hidden: [hidden.id] })).not.toContain(hidden.id);

    // A feature to which only the expansion leads has its name too.
    const featureOf = (id: string) => {
      const node = parseNodeId(id);
      return node && isFeature(node) ? node : null;
    };
    const named = new Set(graph.nodes.flatMap(({ id }) => featureOf(id) ?? []).map(formatFeature));
    const found = opened.map(featureOf).find((each) => each && !named.has(formatFeature(each)));
    if (!found) throw new Error("The expansion leads to no feature that is drawn");
    await nameFeatures({ [found.index]: "found so" }, found);
    const view = (await encodeView({ ...untouchedView, above: 0.2, opened: [shut.id] })) ?? "";
    expect((await figure({ view, width: "wide" })).text).toContain("found so");
    const shutAgain = (await encodeView({ ...untouchedView, above: 0.2 })) ?? "";
    expect((await figure({ view: shutAgain, width: "wide" })).text).not.toContain("found so");
  });

  test("has a finding's title and arrangement, which of a draft its author alone can ask for", async () => {
    const state = (await encodeView({ ...untouchedView, above: 0.2 })) ?? "";
    const content = {
      title: "Mary is <copied>",
      body: "So it is.",
      tags: [],
      state,
      circuitId,
      authorId: author.id,
    };
    const finding = await createFinding(content);
    const id = typeof finding === "string" ? finding : finding.id;
    expect((await figure({ finding: id })).status).toBe(404);
    const own = await figure({ finding: id }, author);
    expect(own.text).toContain(">Mary is &#60;copied&#62;</text>");
    expect(nodesIn(own.text).length).toBeLessThan(nodesIn((await figure()).text).length);
    await publishFinding({ findingId: id, authorId: author.id });
    expect((await figure({ finding: id })).text).toContain("Mary is");
    expect((await figure({ finding: id, titled: "false" })).text).not.toContain(">Mary is");
  });

  test.each([
    [400, { view: "nonsense" }],
    [400, { look: "pink" }],
    [400, { width: "1e9" }],
    [400, { finding: "7" }],
    [404, { finding: "01930000-0000-7000-8000-000000000000" }],
  ])("is refused with %i for %j", async (status, query) => {
    expect((await figure(query)).status).toBe(status);
  });

  test("asked for by many at once comes to all, or tells to come again", async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => figure({ look: "dark" })));
    for (const { status } of answers) expect([200, 429]).toContain(status);
    expect(answers.some(({ status }) => status === 200)).toBe(true);
  });
});

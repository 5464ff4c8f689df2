import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { dictionaryKinds, layerLeafKinds, streamLeafKinds } from "@/lib/circuit-format/kinds";
import { type NodeId, nodeColumns } from "@/lib/circuit-format/node-id";
import { AppError } from "@/lib/errors";
import { circuits, goldenCircuits, throughJson } from "./circuit-samples";
import { exportAttributionGraph } from "./export-attribution-graph";
import { placeNodes } from "./graph-reader";

/** What Neuronpedia's JSON Schema ("Anthropic Attribution Graph" 1.0.0) requires of a graph. */
const neuronpediaSchema = z.object({
  metadata: z.object({
    slug: z.string(),
    scan: z.string(),
    prompt_tokens: z.array(z.string()),
    prompt: z.string(),
    node_threshold: z.number(),
    info: z.object({ generator: z.object({ name: z.string() }) }),
  }),
  qParams: z.object({
    pinnedIds: z.array(z.string()),
    supernodes: z.array(z.array(z.string())),
    linkType: z.string(),
    clickedId: z.string(),
    sg_pos: z.string(),
  }),
  nodes: z.array(
    z.object({
      node_id: z.string(),
      feature: z.number().int().nullable(),
      layer: z.union([z.string(), z.number().int()]),
      ctx_idx: z.number().int(),
      feature_type: z.string(),
      jsNodeId: z.string(),
      clerp: z.string(),
      influence: z.number().nullable(),
      activation: z.number().nullable(),
    }),
  ),
  links: z.array(z.object({ source: z.string(), target: z.string(), weight: z.number() })),
});

const [, golden] = goldenCircuits().find(([name]) => name.includes("gender.json logit.")) ?? [];
if (!golden) throw new Error("tests/golden has a circuit of a logit");

describe.each(goldenCircuits())("%s", (_, circuit) => {
  const { graph } = exportAttributionGraph(circuit);
  const { nodes, links } = neuronpediaSchema.parse(throughJson(graph));

  test("is a graph that Neuronpedia's schema takes and its viewer can tell the nodes of apart", () => {
    expect(nodes.length).toBeGreaterThanOrEqual(circuit.nodes.length);
    expect(links).toHaveLength(circuit.edges.length);
    const ids = new Set(nodes.map(({ node_id }) => node_id));
    expect(ids.size).toBe(nodes.length);
    expect(new Set(nodes.map(({ jsNodeId, ctx_idx }) => `${jsNodeId} ${ctx_idx}`)).size).toBe(nodes.length);
    // The viewer's own key of a node: formatCLTGraphData's featureId, which an error's type is added to.
    const keys = nodes.map(({ layer, feature, ctx_idx, feature_type }) =>
      [layer, feature, ctx_idx, feature_type.includes("error") && feature_type].join("_"),
    );
    expect(new Set(keys).size).toBe(nodes.length);
    for (const { source, target } of links) expect(ids.has(source) && ids.has(target)).toBe(true);
  });

  test("has every node in its place and in sight for a reader that demands what the viewers do", () => {
    const placed = placeNodes(graph);
    expect(placed.slice(0, circuit.nodes.length).map(({ id }) => id)).toEqual(
      graph.nodes.slice(0, circuit.nodes.length).map(({ node_id }) => node_id),
    );
    const columns = nodes.filter(({ feature_type }) => feature_type === "embedding");
    expect(columns.map(({ ctx_idx }) => ctx_idx).toSorted((x, y) => x - y)).toEqual(
      circuit.tokens.map((_, n) => n),
    );
  });

  test("tells of the most influential nodes first, by the share that stands in nodes as influential", () => {
    const shown = new Set(
      nodes.flatMap(({ influence }, n) => (influence !== null && influence <= 0.8 ? [n] : [])),
    );
    const of = (n: number) =>
      circuit.nodes[n]?.id === circuit.spec.target ? 0 : (circuit.nodes[n]?.influence ?? 0);
    const total = circuit.nodes.reduce((sum, _, n) => sum + of(n), 0);
    const inside = [...shown].reduce((sum, n) => sum + of(n), 0);
    expect(inside / total).toBeLessThanOrEqual(0.8 + 1e-9);
    const least = Math.min(...[...shown].filter((n) => of(n) > 0).map(of));
    const most = Math.max(...circuit.nodes.map((_, n) => (shown.has(n) ? 0 : of(n))));
    expect(least).toBeGreaterThanOrEqual(most);
  });
});

test("any circuit is written so that such a reader has every node of it in its place", () => {
  fc.assert(
    fc.property(circuits, (circuit) => {
      const { graph } = exportAttributionGraph(circuit);
      expect(placeNodes(graph).length).toBeGreaterThanOrEqual(circuit.nodes.length);
    }),
  );
});

test("all that can stand at one token of one layer is told apart", () => {
  const at = { layer: 0, position: 0 };
  const ids: NodeId[] = [
    { kind: "logit", index: 0, position: 0 },
    { kind: "logit-diff", index: 0, minus: 1, position: 0 },
    ...dictionaryKinds.map((kind): NodeId => ({ kind, index: 0, ...at })),
    ...layerLeafKinds.map((kind): NodeId => ({ kind, ...at })),
    ...streamLeafKinds.map((kind): NodeId => ({ kind, position: 0 })),
    { kind: "bias" },
  ];
  const values = { activation: null, influence: 0, effect: 0, expanded: false };
  const nodes = ids.map((id) => ({ ...nodeColumns(id), ...values }));
  const [token] = golden.tokens;
  const { graph } = exportAttributionGraph({
    ...golden,
    ...{ tokens: [token], nodes, edges: [] },
    spec: { ...golden.spec, target: nodes[0]?.id, tokenIds: [token?.id] },
  });
  expect(placeNodes(graph)).toHaveLength(ids.length);
});

test("such a reader refuses what the viewers cannot draw", () => {
  const { graph } = exportAttributionGraph(golden);
  const [first, ...rest] = graph.nodes;
  if (!first) throw new Error("there is no node");
  const faults: [object, string][] = [
    [{ feature: null }, "feature is no number"],
    [{ ctx_idx: 99 }, "stands at no token"],
    [{ clerp: "himself" }, "has no probability"],
    [{ node_id: rest[0]?.node_id }, "stands twice"],
  ];
  for (const [fault, says] of faults)
    expect(() => placeNodes({ ...graph, nodes: [{ ...first, ...fault }, ...rest] })).toThrow(says);
  const hidden = { ...graph, metadata: { ...graph.metadata, node_threshold: 0.8 } };
  expect(() => placeNodes(hidden)).toThrow("never in sight");
});

test("a transcoder feature is written as circuit-tracer writes it", () => {
  const id = golden.nodes.findIndex(({ kind }) => kind === "mlp");
  const { layer, index, position, activation } = golden.nodes[id] ?? {};
  const sum = (layer ?? 0) + (index ?? 0);
  expect(exportAttributionGraph(golden).graph.nodes[id]).toMatchObject({
    node_id: `${layer}_${index}_${position}`,
    feature: (sum * (sum + 1)) / 2 + (index ?? 0),
    layer: `${layer}`,
    ctx_idx: position,
    feature_type: "cross layer transcoder",
    token_prob: 0,
    is_target_logit: false,
    run_idx: 0,
    reverse_ctx_idx: 0,
    jsNodeId: `${layer}_${index}-0`,
    clerp: "",
    activation,
  });
});

test("the target is named with its token and probability in the form the viewer takes apart", () => {
  const extras = { targetProbability: 0.9977, tokenTexts: [{ id: 727, text: " himself" }] };
  const { graph } = exportAttributionGraph(golden, extras);
  expect(graph.nodes[0]).toMatchObject({
    node_id: "5_727_9",
    layer: "5",
    feature: 727,
    feature_type: "logit",
    is_target_logit: true,
    token_prob: 0.9977,
    clerp: 'Output " himself" (p=0.998)',
    influence: null,
    jsNodeId: "L_727-9",
  });
  const labels = [{ node: golden.spec.target, text: "the pronoun" }];
  expect(exportAttributionGraph(golden, { labels }).graph.nodes[0]?.clerp).toBe("the pronoun (p=?)");
});

test("labels, pins and groups stand where a reader looks for them, and those of no node are listed", () => {
  const [root, feature] = golden.nodes.map(({ id }) => id);
  const { graph, lost } = exportAttributionGraph(golden, {
    labels: [{ node: feature ?? "", text: "a label" }],
    marked: {
      pinned: [feature ?? "", "mlp.9.9@9"],
      groups: [{ name: "both", nodes: [root ?? "", feature ?? "", "mlp.9.9@8"] }],
      clicked: root ?? null,
    },
  });
  const [rootId, featureId] = graph.nodes.map(({ node_id }) => node_id);
  expect(graph.nodes[1]?.clerp).toBe("a label");
  expect(graph.qParams).toEqual({
    pinnedIds: [featureId],
    supernodes: [["both", rootId, featureId]],
    linkType: "both",
    clickedId: rootId,
    sg_pos: "",
  });
  expect(lost).toEqual(
    expect.arrayContaining([
      'marked.pinned[1]: the circuit has no node "mlp.9.9@9"',
      'marked.groups[0].nodes[2]: the circuit has no node "mlp.9.9@8"',
    ]),
  );
});

test("half a character in a token is replaced and listed", () => {
  const tokens = golden.tokens.map((token) => (token.position === 1 ? { ...token, text: "a\ud800" } : token));
  const { graph, lost } = exportAttributionGraph({ ...golden, tokens });
  expect(graph.metadata.prompt_tokens[1]).toBe("a\ufffd");
  expect(lost.join("\n")).toContain("tokens[].text: half characters");
});

test("every node has an id of its own, whatever the circuit", () => {
  fc.assert(
    fc.property(circuits, (circuit) => {
      const { nodes } = exportAttributionGraph(circuit).graph;
      expect(new Set(nodes.map(({ node_id }) => node_id)).size).toBe(nodes.length);
    }),
  );
});

test.each([
  ["no document", 1, "it must be an object"],
  ["an id that is none", { nodes: [{ ...golden.nodes[0], id: "x" }] }, 'nodes[0].id: "x" is no node id'],
  [
    "a column against its id",
    { nodes: [{ ...golden.nodes[0], position: 3 }] },
    "nodes[0].position: it contradicts the id",
  ],
  ["a node twice", { nodes: [golden.nodes[0], golden.nodes[0]] }, "nodes[1].id: logit.727@9 stands twice"],
  [
    "an edge from nowhere",
    { edges: [{ source: "mlp.0.0@0", target: "logit.727@9", contribution: 1 }] },
    'edges[0].source: no node "mlp.0.0@0"',
  ],
  [
    "an edge into a leaf",
    { edges: [{ source: "logit.727@9", target: "bias", contribution: 1 }] },
    "edges[0].target: bias is a leaf",
  ],
  [
    "an edge to itself",
    { edges: [{ source: "logit.727@9", target: "logit.727@9", contribution: 1 }] },
    "edges[0]: it leads back to where it comes from",
  ],
  ["an edge twice", { edges: [golden.edges[0], golden.edges[0]] }, "edges[1]: "],
  [
    "a rest of nothing",
    { rest: [{ target: "mlp.0.0@0", count: 1, sum: 1, absoluteSum: 1 }] },
    'rest[0].target: no node "mlp.0.0@0"',
  ],
  [
    "a target that is not there",
    { spec: { ...golden.spec, target: "logit.1@1" } },
    'spec.target: no node "logit.1@1"',
  ],
  [
    "tokens against the spec",
    { spec: { ...golden.spec, tokenIds: [1] } },
    "tokens: spec.tokenIds has 1 tokens, this list 10",
  ],
])("a circuit with %s is refused with the place", (_, changes, fault) => {
  const circuit = typeof changes === "number" ? changes : { ...golden, ...changes };
  expect(() => exportAttributionGraph(circuit)).toThrow(AppError);
  expect(() => exportAttributionGraph(circuit)).toThrow(fault);
});

import { describe, expect, test } from "vitest";
import { checkCircuit } from "./check-circuit";
import { goldenCircuits, throughJson } from "./circuit-samples";
import { exportAttributionGraph } from "./export-attribution-graph";
import { foreignGraph } from "./foreign-graph";
import { unknownChecksum, unknownTokenId } from "./from-links";
import { importAttributionGraph } from "./import-attribution-graph";

describe("a graph of circuit-tracer", () => {
  const { circuit, extras, problems, lost } = importAttributionGraph(foreignGraph());
  const node = (id: string) => circuit.nodes.find((node) => node.id === id);

  test("becomes a circuit of its target logit, ids re-keyed", () => {
    expect(circuit.nodes.map(({ id }) => id)).toEqual([
      "mlp.0.116505@1",
      "mlp.1.19591@1",
      "mlp-error.0@1",
      "embed@0",
      "embed@1",
      "embed@2",
      "logit.18@2",
      "logit.19@2",
    ]);
    expect(circuit.spec).toMatchObject({
      model: "qwen3-4b",
      target: "logit.18@2",
      tokenIds: [151_643, 16, 17],
    });
    expect(circuit.edges[1]).toEqual({
      source: "mlp-error.0@1",
      target: "mlp.1.19591@1",
      contribution: -0.25,
    });
    expect(() => checkCircuit(circuit)).not.toThrow();
  });

  test("has its influence and effect computed from the links, not taken from the cumulative field", () => {
    expect(node("logit.18@2")).toMatchObject({ influence: 1, effect: 4, activation: null, expanded: true });
    expect(node("mlp.1.19591@1")).toMatchObject({ influence: 0.75, effect: 3 });
    expect(node("mlp-error.0@1")?.influence).toBeCloseTo(0.75 / 4, 12);
    expect(node("mlp-error.0@1")?.effect).toBeCloseTo((3 * -0.25) / 1.0703125, 12);
    expect(circuit.scores.replacement).toBeCloseTo(0.75 * 0.75 + 0.25, 12);
    expect(circuit.scores.completeness).toBeCloseTo(1 - (0.75 * 0.25) / (1 + 0.75 + 0.5625), 12);
    expect(circuit.checks.largestResidual).toBeCloseTo(0.5703125 / 2, 12);
  });

  test("keeps no checksum it does not have", () => {
    expect(circuit.spec).toMatchObject({ modelChecksum: unknownChecksum, dictionarySets: [] });
  });

  test("gives back what was marked in it, and says what a single target leaves out", () => {
    expect(extras).toMatchObject({
      slug: "one-two",
      creatorName: "Anonymous",
      layers: 36,
      nodeThreshold: 0.5,
      targetProbability: 0.75,
      marked: {
        pinned: ["mlp.1.19591@1", "logit.18@2"],
        groups: [{ name: "digits", nodes: ["mlp.0.116505@1", "mlp.1.19591@1"] }],
        clicked: "logit.18@2",
      },
    });
    expect(problems).toEqual([]);
    expect(lost).toContain(
      "nodes: a circuit has one target; the file's other predicted token stays without influence on it, until another is chosen",
    );
    expect(importAttributionGraph(foreignGraph(), { target: "logit.19@2" }).circuit.spec.target).toBe(
      "logit.19@2",
    );
  });

  test("is written again with the same ids, links, labels and marks, and the list of losses is complete", () => {
    const again = exportAttributionGraph(circuit, extras).graph;
    const { nodes, links, qParams, metadata } = foreignGraph();
    expect(again.links).toEqual(links);
    expect(again.qParams).toEqual(qParams);
    const fields = [
      "node_id",
      "jsNodeId",
      "feature",
      "layer",
      "ctx_idx",
      "feature_type",
      "clerp",
      "influence",
      "activation",
    ];
    const said = (list: readonly object[]) =>
      list.map((node) => Object.fromEntries(Object.entries(node).filter(([key]) => fields.includes(key))));
    expect(said(again.nodes)).toEqual(said(nodes));
    expect(again.metadata).toMatchObject({
      prompt: metadata.prompt,
      scan: metadata.scan,
      slug: metadata.slug,
    });
    expect(lost.map((line) => line.slice(0, line.indexOf(":"))).toSorted()).toEqual([
      "metadata.generation_settings.batch_size",
      "metadata.generation_settings.desired_logit_prob",
      "metadata.generation_settings.max_n_logits",
      "metadata.info.create_time_ms",
      "metadata.info.generator.name",
      "metadata.info.generator.version",
      "metadata.info.source_urls",
      "metadata.pruning_settings",
      "nodes",
      "nodes[].token_prob",
    ]);
  });
});

test("attention features and errors in the form of Neuronpedia's graph server are read", () => {
  const graph = foreignGraph();
  const [first, ...others] = graph.nodes;
  const said = { ...first, ctx_idx: 1, layer: 3 };
  const attention = [
    { ...said, node_id: "3_lor_17_1", feature: (20 * 21) / 2 + 17, feature_type: "lorsa" },
    { ...said, node_id: "3_error_attn_1", feature: null, feature_type: "lorsa error" },
    { ...said, node_id: "3_error_mlp_1", feature: null, feature_type: "mlp reconstruction error" },
    { ...said, node_id: "x", feature: (21 * 22) / 2 + 18, feature_type: "lorsa" },
  ];
  const { circuit, problems } = importAttributionGraph({
    ...graph,
    qParams: {},
    nodes: [first, ...others, ...attention],
  });
  expect(circuit.nodes.slice(-4).map(({ id }) => id)).toEqual([
    "attn.3.17@1",
    "attn-error.3@1",
    "mlp-error.3@1",
    "attn.3.18@1",
  ]);
  expect(problems).toEqual([]);
});

test("fields that no one knows are listed as lost, wherever they stand", () => {
  const graph = foreignGraph();
  const { lost } = importAttributionGraph({
    ...graph,
    comment: "x",
    nodes: graph.nodes.map((node) => ({ ...node, qk_tracing_results: {} })),
    links: graph.links.map((link) => ({ ...link, "a b": [1] })),
    qParams: { ...graph.qParams, linkType: "either" },
  });
  expect(lost).toEqual(
    expect.arrayContaining([
      "comment: a circuit has no place for it",
      "nodes[].qk_tracing_results: a circuit has no place for it",
      'links[]."a b": a circuit has no place for it',
      "qParams.linkType: it would be written otherwise",
    ]),
  );
});

/** The foreign graph with one node or link put in the place of another. */
test("positions without an embedding have a token id past every vocabulary", () => {
  const graph = foreignGraph();
  const nodes = graph.nodes.filter(({ node_id }) => node_id !== "E_151643_0");
  const { circuit, problems } = importAttributionGraph({ ...graph, nodes });
  expect(circuit.tokens[0]).toEqual({ position: 0, id: unknownTokenId, text: "<|endoftext|>" });
  expect(problems.join()).toContain("no embedding tells the token ids of 1 positions");
});

test("a graph changed after its export has its numbers computed, and says so", () => {
  const [, circuit] = goldenCircuits()[2] ?? [];
  const { graph } = exportAttributionGraph(circuit);
  graph.links.pop();
  const { problems, lost } = importAttributionGraph(throughJson(graph));
  expect(problems.join()).toContain(
    "metadata.circuit_commons: the graph's nodes or links were changed after it was written",
  );
  expect(lost.join()).toContain("metadata.circuit_commons");
});

test("a graph reordered, relabelled and marked elsewhere keeps its numbers", () => {
  const [, circuit] = goldenCircuits()[2] ?? [];
  const { graph } = exportAttributionGraph(circuit);
  const nodes = graph.nodes.toReversed().map((node) => ({ ...node, clerp: "(p=1) a label" }));
  const back = importAttributionGraph(throughJson({ ...graph, nodes, qParams: {} }));
  expect(back.circuit).toEqual(circuit);
  expect(back.extras.labels).toContainEqual({ node: circuit?.spec.target, text: "(p=1) a label" });
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { AppError } from "@/lib/errors";
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
    expect(problems).toEqual([
      "nodes[7]: a circuit has one target, logit.18@2; this one has no influence on it",
    ]);
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
      "nodes[].influence",
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
  expect(problems).toHaveLength(1);
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
function withNode(at: number, changes: object) {
  const graph = foreignGraph();
  return { ...graph, nodes: graph.nodes.map((node, i) => (i === at ? { ...node, ...changes } : node)) };
}
function withLink(link: unknown) {
  const graph = foreignGraph();
  return { ...graph, links: [...graph.links, link] };
}

test.each([
  [
    "a link to nowhere",
    withLink({ source: "5_253_1", target: "37_18_2", weight: 1 }),
    'links[6].source: no node "5_253_1"; the link is left out',
  ],
  [
    "a link from nothing",
    withLink({ target: "37_18_2", weight: 1 }),
    "links[6].source: no node nothing; the link is left out",
  ],
  [
    "a link into a leaf",
    withLink({ source: "1_19591_1", target: "E_16_1", weight: 1 }),
    'links[6].target: "E_16_1" is a leaf, which nothing contributes to; the link is left out',
  ],
  [
    "a link to itself",
    withLink({ source: "1_19591_1", target: "1_19591_1", weight: 1 }),
    'links[6]: it links "1_19591_1" to itself; the link is left out',
  ],
  [
    "a link twice",
    withLink({ source: "E_17_2", target: "37_18_2", weight: 2 }),
    "links[6]: it repeats links[4]; the link is left out",
  ],
  [
    "a link back",
    withLink({ source: "1_19591_1", target: "0_116505_1", weight: 1 }),
    "closes a cycle; the link is left out",
  ],
  [
    "an infinite weight",
    withLink({ source: "E_16_1", target: "37_18_2", weight: Number.POSITIVE_INFINITY }),
    "links[6].weight: Infinity is not a number that can be used; the link is left out",
  ],
  [
    "a weight in words",
    withLink({ source: "E_16_1", target: "37_18_2", weight: "1" }),
    'links[6].weight: "1" is not a number that can be used; the link is left out',
  ],
  [
    "an id twice",
    withNode(1, { node_id: "0_116505_1" }),
    'nodes[1].node_id: "0_116505_1" is already nodes[0]; the node is left out',
  ],
  [
    "one feature under two ids",
    withNode(1, { node_id: "0_cro_116505_1", layer: 0, feature: 0, jsNodeId: "" }),
    "nodes[1]: it is the same node as nodes[0], mlp.0.116505@1; the node is left out",
  ],
  [
    "an unknown type",
    withNode(1, { feature_type: "head" }),
    'nodes[1].feature_type: "head" is not a type this project knows; the node is left out',
  ],
  [
    "a type of the prototype",
    withNode(1, { feature_type: "constructor" }),
    'nodes[1].feature_type: "constructor" is not a type this project knows; the node is left out',
  ],
  [
    "no position",
    withNode(1, { ctx_idx: undefined }),
    "nodes[1].ctx_idx: nothing is not the position of one of 3 tokens; the node is left out",
  ],
  [
    "a position past the text",
    withNode(1, { ctx_idx: 3 }),
    "nodes[1].ctx_idx: 3 is not the position of one of 3 tokens; the node is left out",
  ],
  [
    "a layer that is none",
    withNode(1, { layer: "1.5" }),
    'nodes[1].layer: "1.5" is no layer; the node is left out',
  ],
  [
    "an id without an index",
    withNode(1, { node_id: "x", feature: null }),
    'nodes[1].node_id: "x" does not tell the feature\'s index; the node is left out',
  ],
  [
    "an id against its pair",
    withNode(1, { feature: 3 }),
    "nodes[1].feature: it says index 0, the id says 19591; the id is followed",
  ],
  [
    "an endless activation",
    withNode(1, { activation: Number.NaN }),
    "nodes[1].activation: NaN is not a number that can be used; taken as unknown",
  ],
  [
    "half a character",
    withNode(1, { clerp: "a\ud800" }),
    "nodes[1].clerp: it holds half a character (a lone surrogate), which is replaced",
  ],
  [
    "a mark on nothing",
    { ...foreignGraph(), qParams: { pinnedIds: ["x"] } },
    'qParams.pinnedIds[0]: no node "x"',
  ],
  [
    "a group of nothing",
    { ...foreignGraph(), qParams: { supernodes: [["a", "x"], [1]] } },
    'qParams.supernodes[0][1]: no node "x"',
  ],
])("%s is reported with its place", (_, graph, problem) => {
  const { problems, circuit } = importAttributionGraph(graph);
  expect(problems.join("\n")).toContain(problem);
  expect(() => checkCircuit(circuit)).not.toThrow();
});

test.each([
  ["a number", 1, "it is not a JSON object."],
  ["no nodes", { ...foreignGraph(), nodes: undefined }, "nodes: there is no such list."],
  ["no links", { ...foreignGraph(), links: {} }, "links: there is no such list."],
  [
    "no tokens",
    { ...foreignGraph(), metadata: { prompt_tokens: [] } },
    "metadata.prompt_tokens: there is no token.",
  ],
  [
    "tokens that are none",
    { ...foreignGraph(), metadata: { prompt_tokens: [1] } },
    "metadata.prompt_tokens[0]: not a token's text.",
  ],
  [
    "nothing to be a circuit of",
    { ...foreignGraph(), nodes: [] },
    "nodes: there is no predicted token and no feature that a circuit could be of.",
  ],
  [
    "too many nodes",
    { ...foreignGraph(), nodes: Array.from({ length: 1_000_001 }) },
    "nodes: 1000001 of them, and 1000000 are the most that is read.",
  ],
])("%s is refused in a sentence that says where", (_, graph, fault) => {
  expect(() => importAttributionGraph(graph)).toThrow(AppError);
  expect(() => importAttributionGraph(graph)).toThrow(`This attribution graph cannot be imported: ${fault}`);
});

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

test("whatever JSON stands in a graph, the answer is a sound circuit or one sentence", () => {
  const [, golden] = goldenCircuits().find(([, { edges }]) => edges.length < 300) ?? [];
  const sound = [foreignGraph(), exportAttributionGraph(golden).graph].map((graph) => JSON.stringify(graph));
  let made = 0;
  fc.assert(
    fc.property(
      fc.constantFrom(...sound),
      fc.array(
        fc.tuple(
          fc.nat(),
          fc.oneof(
            fc.jsonValue({ maxDepth: 2 }),
            fc.constantFrom(Number.POSITIVE_INFINITY, -1, 1e300, "E_16_1", "__proto__", "\ud800"),
          ),
        ),
        {
          minLength: 1,
          maxLength: 6,
        },
      ),
      (text, changes) => {
        const graph: unknown = JSON.parse(text);
        for (const [seed, value] of changes) plant(graph, seed, value);
        try {
          checkCircuit(importAttributionGraph(graph).circuit);
          made++;
        } catch (error) {
          expect(error).toBeInstanceOf(AppError);
          expect(error).toMatchObject({
            code: "unprocessable",
            message: expect.stringMatching(/^This .*\.$/),
          });
        }
      },
    ),
    { numRuns: 400 },
  );
  expect(made).toBeGreaterThan(100);
});

/** Walks into a value by a number's remainders and puts another value where it stops. */
function plant(value: unknown, seed: number, planted: unknown): void {
  let [at, left] = [value, seed];
  for (;;) {
    if (typeof at !== "object" || at === null) return;
    const keys = Object.keys(at);
    const key = keys[left % Math.max(1, keys.length)];
    if (key === undefined) return;
    left = Math.floor(left / keys.length);
    const inside: unknown = Reflect.get(at, key);
    if (typeof inside !== "object" || inside === null || left === 0) {
      Reflect.set(at, key, planted);
      return;
    }
    at = inside;
  }
}

test("keys of the prototype in a file change nothing but the list of losses", () => {
  const text = JSON.stringify(foreignGraph()).replace(
    '"links":',
    '"__proto__":{"nodes":1},"constructor":1,"links":',
  );
  const { circuit, lost } = importAttributionGraph(JSON.parse(text));
  expect(circuit).toEqual(importAttributionGraph(foreignGraph()).circuit);
  expect(lost.join("\n")).toMatch(/__proto__[\s\S]*constructor/);
  expect(Reflect.get({}, "nodes")).toBeUndefined();
});

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { exportAttributionGraph } from "./export-attribution-graph";
import { importAttributionGraph } from "./import-attribution-graph";
import { retarget } from "./retarget";
import { tracerScores } from "./tracer-scores";

/** Made-up graphs in the forms of public writers, each with what readers take wrongly. */
function strange(name: string): unknown {
  return JSON.parse(readFileSync(`${import.meta.dirname}/strange-graphs/${name}.json`, "utf8"));
}

const unknownTokens = "nodes: no embedding tells the token ids of 2 positions; they are 999999999999999";

describe("what is marked and named in a graph", () => {
  const { circuit, extras, problems, lost, outputs } = importAttributionGraph(strange("marked-graph"));

  test("is kept: pins, a group, a name, the clicked node and the target's words and probability", () => {
    expect(problems).toEqual([unknownTokens]);
    expect(extras.marked).toEqual({
      pinned: ["mlp.0.7@1", "logit.11@3"],
      groups: [{ name: "say a capital", nodes: ["mlp.0.7@1", "mlp.1.9@3"] }],
      clicked: "logit.11@3",
    });
    expect(extras.targetProbability).toBe(0.7);
    expect(extras.labels).toContainEqual({ node: "mlp.0.7@1", text: "place names" });
    expect(outputs.map(({ target, words, probability }) => [target, words, probability])).toEqual([
      ["logit.11@3", 'Output " Paris" (p=0.700)', 0.7],
      ["logit.12@3", 'Output " London" (p=0.200)', 0.2],
    ]);
    expect(lost.filter((line) => line.startsWith("nodes: a circuit has one target"))).toHaveLength(1);
  });

  test("is found by the other name of a node too, where it names one alone", () => {
    const graph = strange("marked-graph") as { nodes: { jsNodeId: string }[]; qParams: object };
    const named = { ...graph.qParams, pinnedIds: ["0_7-0", "L_11-3"], supernodes: [["x", "1_9-0", "twice"]] };
    const nodes = graph.nodes.map((node, i) =>
      i > 4 ? node : i > 2 ? { ...node, jsNodeId: "twice" } : node,
    );
    const read = importAttributionGraph({ ...graph, nodes, qParams: named });
    expect(read.extras.marked).toMatchObject({
      pinned: ["mlp.0.7@1", "logit.11@3"],
      groups: [{ name: "x", nodes: ["mlp.1.9@3"] }],
    });
    expect(read.problems).toEqual([unknownTokens, 'qParams.supernodes[0][2]: no node "twice"']);
  });

  test("is another circuit for another of its predicted tokens, with the same edges", () => {
    const other = retarget(circuit, "logit.12@3");
    const direct = importAttributionGraph(strange("marked-graph"), { target: "logit.12@3" }).circuit;
    expect(other).toEqual(direct);
    expect(retarget(other, "logit.11@3")).toEqual(circuit);
    expect(() => retarget(circuit, "logit.13@3")).toThrow("no such predicted token");
    expect(() => retarget(circuit, "mlp.0.7@1")).toThrow("no such predicted token");
  });

  test("is written again with the file's own influences, all of it in sight", () => {
    const { graph } = exportAttributionGraph(circuit, extras);
    const said = strange("marked-graph") as typeof graph;
    expect(graph.nodes.slice(0, 7).map(({ influence }) => influence)).toEqual(
      said.nodes.map(({ influence }) => influence),
    );
    expect(graph.qParams).toEqual(said.qParams);
    for (const { influence } of graph.nodes)
      expect(influence ?? 0).toBeLessThanOrEqual(graph.metadata.node_threshold);
  });
});

describe("one id for two nodes", () => {
  const { circuit, problems } = importAttributionGraph(strange("one-id-for-two-nodes"));
  const node = (id: string) => circuit.nodes.find((each) => each.id === id);

  test("keeps both, gives a link of that id to neither and says so", () => {
    expect(node("mlp.0.7@1")).toMatchObject({ influence: 0 });
    expect(node("mlp-error.7@1")).toMatchObject({ influence: 0 });
    expect(circuit.edges.filter(({ source, target }) => [source, target].includes("mlp.0.7@1"))).toEqual([]);
    expect(problems).toEqual([
      'nodes[7].node_id: "0_7_1" is the id of nodes[0] too; both are kept, and no link is given to either',
      'links[0].target: "0_7_1" is the id of several nodes; the link is left out',
      'links[1].source: "0_7_1" is the id of several nodes; the link is left out',
      'links[6].source: "0_7_1" is the id of several nodes; the link is left out',
      unknownTokens,
    ]);
  });

  test("told apart by ids of their own, it is what its writer meant", () => {
    const graph = strange("one-id-for-two-nodes") as {
      nodes: { node_id: string }[];
      links: { source: string }[];
    };
    const nodes = graph.nodes.map((each, i) => (i === 7 ? { ...each, node_id: "7_-1_1" } : each));
    const links = graph.links.map((each, i) => (i === 6 ? { ...each, source: "7_-1_1" } : each));
    const apart = importAttributionGraph({ ...graph, nodes, links }).circuit;
    expect(apart.nodes.find(({ id }) => id === "mlp.0.7@1")?.influence).toBeCloseTo(0.13, 3);
    expect(apart.scores.replacement).toBeCloseTo(0.174, 3);
  });
});

test("a rank is no token, and an index is read from a pair of the node's own layer", () => {
  const { circuit, problems, outputs } = importAttributionGraph(strange("rank-read-as-token"));
  expect(circuit.nodes.map(({ id }) => id).slice(0, 2)).toEqual(["mlp.11.553@3", "embed@3"]);
  for (const { kind, index } of circuit.nodes) if (kind === "logit") expect(index).toBeGreaterThan(1e14);
  expect(outputs.map(({ words }) => words)).toEqual([
    'output: " Paris" (p=0.700)',
    'output: " Rome" (p=0.050)',
  ]);
  expect(circuit.spec.target).toBe(outputs[0]?.target);
  expect(problems).toContain(
    'nodes[2].node_id: "output_3_0" does not tell which token is predicted; it is kept without its number',
  );
});

describe("biases that a graph keeps apart", () => {
  const {
    circuit,
    extras,
    problems,
    tracerScores: scores,
  } = importAttributionGraph(strange("neuronpedia-lorsa-biases"));

  test("are nodes of their layer, part and token, and count as what they are", () => {
    const biases = circuit.nodes.filter(({ kind }) => kind.includes("bias")).map(({ id }) => id);
    expect(biases).toEqual(["attn-bias.0@2", "mlp-bias.0@2", "attn-bias.1@1", "mlp-bias.1@2"]);
    expect(circuit.nodes.find(({ id }) => id === "mlp.1.17@2")?.influence).toBeCloseTo(0.5, 12);
    expect(circuit.scores.replacement).toBeCloseTo(0.25, 12);
    expect(extras.labels).toContainEqual({ node: "logit.18@2", text: 'Logit "3" (p=0.750)' });
    expect(problems).toEqual([]);
    // By hand: the logits' shares by 0.75 and 0.125 on tokens and errors.
    const reached = 0.75 * (0.5 * (1.5 / 6 + 0) + 0.125) + 0.125 * (1.5 / 6);
    const missed = 0.75 * 0.5 * (0.5 / 3) + 0.125 * (0.5 / 3);
    expect(scores?.replacement).toBeCloseTo(reached / (reached + missed), 12);
  });

  test("are one node where several are of one place, with what a target gets from them added up", () => {
    const graph = strange("neuronpedia-lorsa-biases") as { nodes: object[]; links: object[] };
    const second = {
      ...(graph.nodes[7] ?? {}),
      ...{ node_id: "0_bias_lorsa_bD_2", jsNodeId: "0_bias_lorsa_bD_2" },
    };
    const read = importAttributionGraph({
      ...graph,
      nodes: [...graph.nodes, second],
      links: [...graph.links, { source: "0_bias_lorsa_bD_2", target: "0_lor_17_2", weight: 0.25 }],
    });
    expect(
      read.circuit.edges.find(({ source, target }) => source === "attn-bias.0@2" && target === "attn.0.17@2"),
    ).toMatchObject({ contribution: 0.75 });
    expect(read.problems).toEqual([]);
    expect(read.lost).toContain(
      "nodes: 1 bias nodes are one with others of the same layer and token, and what a target gets from them is added up",
    );
  });

  test("come back from an export of the circuit", () => {
    const { graph } = exportAttributionGraph(circuit, extras);
    expect(importAttributionGraph(graph).circuit).toEqual(circuit);
  });
});

test("a graph's scores are circuit-tracer's: all predicted tokens by probability, over tokens and errors alone", () => {
  const ids = [
    { kind: "logit", index: 1, position: 1 },
    { kind: "logit", index: 2, position: 1 },
    { kind: "mlp", layer: 0, index: 3, position: 1 },
    { kind: "mlp-error", layer: 0, position: 1 },
    { kind: "embed", position: 1 },
    { kind: "bias" },
  ] as const;
  const links = [
    [2, 0, 3],
    [3, 0, -1],
    [2, 1, 2],
    [4, 2, 1],
    [3, 2, 0.5],
    [5, 2, -0.5],
  ];
  const column = (n: number) => links.map((link) => link[n] ?? 0);
  const scores = tracerScores({
    ids,
    probabilities: [0.6, 0.2, null, null, null, null],
    ...{ sources: column(0), targets: column(1), weights: column(2) },
  });
  // The feature has 0.6 * 3/4 + 0.2; of that half goes on to the token and a quarter to the error.
  const feature = 0.65;
  const [token, error] = [feature / 2, 0.15 + feature / 4];
  expect(scores?.replacement).toBeCloseTo(token / (token + error), 12);
  const all = 0.8 + feature + token + error + feature / 4;
  expect(scores?.completeness).toBeCloseTo((all - 0.6 * 0.25 - feature / 4) / all, 12);
  expect(
    tracerScores({ ids, probabilities: ids.map(() => null), sources: [], targets: [], weights: [] }),
  ).toBeNull();
});

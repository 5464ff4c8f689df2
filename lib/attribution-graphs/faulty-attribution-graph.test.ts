import fc from "fast-check";
import { expect, test } from "vitest";
import { AppError } from "@/lib/errors";
import { checkCircuit } from "./check-circuit";
import { goldenCircuits } from "./circuit-samples";
import { exportAttributionGraph } from "./export-attribution-graph";
import { foreignGraph } from "./foreign-graph";
import { importAttributionGraph } from "./import-attribution-graph";

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
    'nodes[1].node_id: "0_116505_1" is the id of nodes[0] too; both are kept, and no link is given to either',
  ],
  [
    "an id of a node that is left out",
    withNode(0, { node_id: "1_19591_1", feature_type: "head" }),
    'nodes[0].node_id: "1_19591_1" is the id of nodes[1] too, and no link is given to that',
  ],
  [
    "a link of such an id",
    withNode(0, { node_id: "1_19591_1", feature_type: "head" }),
    'links[3].source: "1_19591_1" is the id of several nodes; the link is left out',
  ],
  [
    "a predicted token by its rank",
    withNode(6, { node_id: "37_rank_18_2" }),
    'nodes[6].node_id: "37_rank_18_2" does not tell which token is predicted; it is kept without its number',
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
    withNode(1, { feature: 1 }),
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

import { expect, test } from "vitest";
import type { AttentionScore } from "@/lib/circuit-format/attention-score";
import { indexGraph } from "@/lib/circuit-graph/graph-index";
import { madeUpCircuit } from "@/lib/circuit-graph/made-up-circuit";
import { renderWriteUp } from "@/lib/findings/write-up/render-write-up";
import type { WriteUp } from "@/lib/findings/write-up/write-up";
import { insertablesOf, type Quotable } from "./insertables";

const root = "logit.5@2";
const index = indexGraph(
  madeUpCircuit(
    root,
    [
      ["attn.1.7@2", root, 3],
      ["embed@1", "attn.1.7@2", 2],
    ],
    { [root]: 7, "attn.1.7@2": 2 },
  ),
);
const tokens = [" Mary", " *so*", " `x`"].map((text, position) => ({ position, id: position, text }));
/** Two heads over three tokens: the second head reads most, of the middle token. */
const table = [
  [0.25, 0, 0],
  [0, 1.5, 0.25],
];
const score: AttentionScore = {
  ...{ layer: 1, head: 1, query: 2, key: 1, score: 4, probability: 0.5, keysAbove: 0 },
  ...{ total: 4, absoluteSum: 4, residual: 0 },
  pairs: [
    { query: 3, key: "bias", value: 3 },
    { query: "error", key: 17, value: 1 },
  ],
  rest: { count: 0, sum: 0, absoluteSum: 0 },
  queryEnd: { parts: [], rest: { count: 0, sum: 0, absoluteSum: 0 } },
  keyEnd: { parts: [], rest: { count: 0, sum: 0, absoluteSum: 0 } },
  ...{ keys: [], otherKeys: { count: 0, probability: 0 } },
};

function quotes(id: string, more: Partial<Quotable> = {}) {
  const node = index.nodes.get(id);
  if (!node) throw new Error(`There is no ${id}`);
  return insertablesOf({ node, index, tokens, ...more });
}
const labels = (all: { label: string }[]) => all.map(({ label }) => label);
const textOf = (parts: WriteUp): string =>
  parts.map((part) => (typeof part === "string" ? part : textOf(part.children))).join("");

test("of a node stand itself, its numbers and its edges, each once", () => {
  expect(quotes("attn.1.7@2")).toEqual([
    { label: "this node, attn.1.7@2", text: "`attn.1.7@2`" },
    { label: "activation 2.00", text: "`attn.1.7@2` (activation 2.00)" },
    { label: "influence 100%", text: "`attn.1.7@2` (influence 100% of the target)" },
    { label: "effect 3.00", text: "`attn.1.7@2` (effect 3.00 logits)" },
    {
      label: "edge from embed@1, 2.00",
      text: "`embed@1 > attn.1.7@2` (2.00 of its pre-activation)",
    },
    { label: "edge to logit.5@2, 3.00", text: "`attn.1.7@2 > logit.5@2` (3.00 logits)" },
  ]);
});

test("what each head of an attention feature reads can be quoted, the largest and the chosen one", () => {
  const reads = (read?: Quotable["read"]) =>
    labels(quotes("attn.1.7@2", { table, read })).filter((label) => label.startsWith("read"));
  const largest = "read by head 1.1 of token 1, \u201c *so*\u201d, 1.50";
  expect(reads()).toEqual([largest, "read by head 1.0 of token 0, \u201c Mary\u201d, 0.250"]);
  expect(reads({ head: 1, position: 2, way: null })).toContain(
    "read by head 1.1 of token 2, \u201c `x`\u201d, 0.250",
  );
});

test("why a head looked there can be quoted while it is shown, as a score and by its pairs", () => {
  expect(labels(quotes("attn.1.7@2", { table })).join()).not.toMatch(/score|pair/);
  const names = new Map([["resid.1.3", "says *Mary*"]]);
  const all = quotes("attn.1.7@2", { table, score: { of: score, names } });
  expect(labels(all)).toEqual(
    expect.arrayContaining([
      "score of head 1.1 for token 1, 4.00",
      "pair resid.1.3 and bias, 3.00 of the score",
      "pair error and resid.1.17, 1.00 of the score",
    ]),
  );
  expect(new Set(labels(all)).size).toBe(all.length);
});

test("whatever tokens and names say stands in the write-up as it is", async () => {
  const names = new Map([["resid.1.3", "says *Mary*"]]);
  const all = quotes("attn.1.7@2", { table, score: { of: score, names } });
  const written = await renderWriteUp(all.map(({ text }) => text).join("\n\n"), "nobody");
  const said = textOf(written);
  expect(said).toContain(
    "attn.1.7@2 through head 1.1 from token 1, \u201c *so*\u201d (1.50 of its pre-activation, 75.0% of all reads by size)",
  );
  expect(said).toContain(
    "head 1.1 looks from token 2, \u201c `x`\u201d at token 1, \u201c *so*\u201d (score 4.00, 50.0% of its attention)",
  );
  expect(said).toContain(
    "of which says *Mary* (resid.1.3) in the query and bias in the key make 3.00 of a score of 4.00",
  );
  expect(JSON.stringify(written)).not.toContain('"tag":"em"');
});

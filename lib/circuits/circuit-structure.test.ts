import { expect, test } from "vitest";
import type { CircuitNode } from "@/lib/circuit-format/circuit";
import { parseNodeId } from "@/lib/circuit-format/node-id";
import { readPathPattern, structureOf } from "./circuit-structure";

type Edge = [source: string, target: string, contribution: number];

function circuit(
  edges: readonly Edge[],
  { rest = {}, influence = {} }: { rest?: Record<string, number>; influence?: Record<string, number> } = {},
) {
  const ids = [...new Set(edges.map(([source]) => source).concat(edges.map(([, target]) => target)))];
  const nodes = ids.map((id): CircuitNode => {
    const node = parseNodeId(id);
    return {
      ...{ id, kind: node?.kind ?? "bias", index: null, activation: 1, effect: 1, expanded: true },
      layer: node && "layer" in node ? node.layer : null,
      position: node && "position" in node ? node.position : null,
      influence: influence[id] ?? 0,
    };
  });
  return {
    nodes,
    edges: edges.map(([source, target, contribution]) => ({ source, target, contribution })),
    rest: Object.entries(rest).map(([target, absoluteSum]) => ({ target, count: 1, sum: 0, absoluteSum })),
    tokens: ["<|endoftext|>", "Once", " Mary", " Mary"].map((text, position) => ({
      position,
      id: position,
      text,
    })),
  };
}

test("a chain crosses its attention layers and has every part of its path, in their order from the text to the target", () => {
  const chain = circuit([
    ["attn.2.1@3", "logit.7@3", 1],
    ["mlp.1.5@2", "attn.2.1@3", -2],
    ["attn.0.3@2", "mlp.1.5@2", 1],
    ["embed@1", "attn.0.3@2", 1],
  ]);
  expect(structureOf(chain, "logit.7@3")).toMatchObject({
    crosses: 2,
    paths: ["attn-mlp", "attn-mlp-attn", "mlp-attn"],
  });
});

test("the target is a step of its path, residual features are passed over", () => {
  const chain = circuit([
    ["resid.2.1@3", "mlp.2.1@3", 1],
    ["attn.1.5@3", "resid.2.1@3", 1],
  ]);
  expect(structureOf(chain, "mlp.2.1@3")).toMatchObject({ crosses: 1, paths: ["attn-mlp"] });
});

test("ways that each bring little count together, and what is below the least share does not", () => {
  const many: Edge[] = [];
  for (let n = 0; n < 10; n++) {
    many.push([`attn.2.${n}@3`, "logit.7@3", 1]);
    many.push([`mlp.1.${n}@3`, `attn.2.${n}@3`, 0.6], ["embed@1", `attn.2.${n}@3`, 0.4]);
  }
  // Of the influence, 60 % comes over the MLP features; where nine tenths come from what is not told, 6 %.
  expect(structureOf(circuit(many), "logit.7@3").paths).toEqual(["mlp-attn"]);
  const rest = { "logit.7@3": 90 };
  expect(structureOf(circuit(many, { rest }), "logit.7@3").paths).toEqual(["mlp-attn"]);
  expect(structureOf(circuit(many, { rest: { "logit.7@3": 190 } }), "logit.7@3").paths).toEqual([]);
  expect(structureOf(circuit(many, { rest: { "logit.7@3": 190 } }), "logit.7@3").crosses).toBe(0);
});

test("a diamond's two ways are two paths, each with its share", () => {
  const diamond = circuit([
    ["attn.2.1@3", "logit.7@3", 0.97],
    ["mlp.2.1@3", "logit.7@3", 0.03],
    ["attn.0.1@3", "attn.2.1@3", 1],
    ["attn.0.1@3", "mlp.2.1@3", 1],
  ]);
  expect(structureOf(diamond, "logit.7@3").paths).toEqual(["attn-attn"]);
});

test("all that is brought is what there is, however the graph is made", () => {
  // Layers of features that each get something from all below, with shares that differ.
  const edges: Edge[] = [];
  for (let layer = 1; layer < 6; layer++)
    for (let to = 0; to < 4; to++)
      for (let from = 0; from < 4; from++)
        edges.push([
          `${from % 2 ? "attn" : "mlp"}.${layer - 1}.${from}@1`,
          `${to % 2 ? "attn" : "mlp"}.${layer}.${to}@1`,
          1 + ((from * 7 + to * 3 + layer) % 5),
        ]);
  for (let from = 0; from < 4; from++)
    edges.push([`${from % 2 ? "attn" : "mlp"}.5.${from}@1`, "logit.7@1", 1]);
  const naive = naively(edges, "logit.7@1");
  expect(structureOf(circuit(edges), "logit.7@1")).toMatchObject(naive);
  expect(naive.crosses).toBeGreaterThan(2);
  expect(naive.paths.length).toBeGreaterThan(4);
  expect(naive.paths.length).toBeLessThan(60);
});

/** The definition, path by path. */
function naively(edges: readonly Edge[], root: string): { crosses: number; paths: string[] } {
  const found: { steps: string[]; share: number }[] = [];
  const walk = (id: string, after: string[], share: number) => {
    const kind = id.split(".")[0] ?? "";
    const steps = kind === "attn" || kind === "mlp" ? [kind, ...after] : after;
    const sources = edges.filter(([, target]) => target === id);
    const total = sources.reduce((sum, [, , size]) => sum + Math.abs(size), 0);
    if (sources.length === 0) found.push({ steps, share });
    for (const [source, , size] of sources) walk(source, steps, (share * Math.abs(size)) / total);
  };
  walk(root, [], 1);
  const sum = (has: (steps: string[]) => boolean) =>
    found.reduce((total, { steps, share }) => total + (has(steps) ? share : 0), 0);
  let crosses = 0;
  while (sum((steps) => steps.filter((step) => step === "attn").length > crosses) >= 0.1) crosses++;
  let rows = [["attn"], ["mlp"]];
  const paths: string[] = [];
  for (let length = 2; length <= 5; length++) {
    rows = rows.flatMap((row) => [
      [...row, "attn"],
      [...row, "mlp"],
    ]);
    for (const row of rows)
      if (sum((steps) => steps.join("-").includes(row.join("-"))) >= 0.05) paths.push(row.join("-"));
  }
  return { crosses, paths: paths.toSorted() };
}

test("it starts at the tokens whose embeddings together have the share, by their text, and never before the text", () => {
  const influence = { "embed@0": 0.5, "embed@1": 0.005, "embed@2": 0.03, "embed@3": 0.03 };
  const edges: Edge[] = [0, 1, 2, 3].map((position): Edge => [`embed@${position}`, "logit.7@3", 1]);
  expect(structureOf(circuit(edges, { influence }), "logit.7@3").starts).toEqual(["Mary"]);
});

test("a target that nothing comes to, zero contributions and a circle have a structure all the same", () => {
  expect(structureOf({ nodes: [], edges: [], rest: [], tokens: [] }, "logit.7@3")).toEqual({
    starts: [],
    crosses: 0,
    paths: [],
  });
  expect(structureOf(circuit([["attn.1.1@1", "logit.7@3", 0]]), "logit.7@3").paths).toEqual([]);
  const circle = circuit([
    ["attn.1.1@1", "logit.7@3", 1],
    ["mlp.1.1@1", "attn.1.1@1", 1],
    ["attn.1.1@1", "mlp.1.1@1", 1],
  ]);
  expect(structureOf(circle, "logit.7@3").paths).toEqual([]);
});

test.each([
  ["attention, MLP, attention", "attn-mlp-attn"],
  ["attn-mlp", "attn-mlp"],
  ["A > M → a", "attn-mlp-attn"],
  ["attention", null],
  ["attn attn attn attn attn attn", null],
  ["attention, head", null],
  ["'; drop table", null],
  ["", null],
])("%j is read as %j", (typed, pattern) => expect(readPathPattern(typed)).toBe(pattern));

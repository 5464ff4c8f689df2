import { describe, expect, test } from "vitest";
import {
  carriersOf,
  formatByHead,
  headsThatCarry,
  leadOf,
  parseByHead,
  partsOf,
  readThere,
} from "./edge-heads";
import { indexGraph } from "./graph-index";
import { madeUpCircuit } from "./made-up-circuit";

const root = "logit.5@2";
const reader = "attn.1.7@2";
const graph = madeUpCircuit(
  root,
  [
    [reader, root, 3],
    ["embed@2", root, -1],
    ["attn.0.2@1", reader, 1],
    ["embed@0", reader, -0.5],
    ["bias", reader, 0.5],
  ],
  { [root]: 2, [reader]: 1 },
);
const index = indexGraph({
  ...graph,
  rest: [{ target: reader, count: 1, sum: 0.25, absoluteSum: 0.25 }],
  heads: [
    { source: reader, target: root, writtenBy: [4, -1] },
    { source: "attn.0.2@1", target: reader, readBy: [0.25, 0.75], writtenBy: [1, 0] },
    { source: "embed@0", target: reader, readBy: [0.5, -1] },
    { source: "bias", target: reader, readBy: [0.5, 0.25], ofNoHead: -0.25 },
  ],
});

describe("an edge by head", () => {
  test("is told by the heads of its target's layer that read it, and those of its source's that wrote it", () => {
    const edge = { source: "attn.0.2@1", target: reader };
    expect(partsOf(index, edge, "read")).toEqual({ layer: 1, parts: [0.25, 0.75], ofNoHead: 0, absolute: 1 });
    expect(partsOf(index, edge, "wrote")).toEqual({ layer: 0, parts: [1, 0], ofNoHead: 0, absolute: 1 });
    const bias = partsOf(index, { source: "bias", target: reader }, "read");
    expect(bias).toMatchObject({ ofNoHead: -0.25, absolute: 1 });
    expect(bias && leadOf(bias)).toEqual({ layer: 1, head: 0 });
  });

  test("is nothing where it goes through none that way, or was not split", () => {
    expect(partsOf(index, { source: reader, target: root }, "read")).toBeNull();
    expect(partsOf(index, { source: "embed@2", target: root }, "wrote")).toBeNull();
    expect(partsOf(indexGraph(graph), { source: reader, target: root }, "wrote")).toBeNull();
  });
});

test("heads carry of the influence what their parts are of each edge by size, the most first", () => {
  const heads = headsThatCarry(index, graph.edges, "read");
  // The reader has 3/4 of the influence, and gets 2.25 by size.
  const carried = (...shares: [edge: number, part: number][]) =>
    shares.reduce((sum, [edge, part]) => sum + (0.75 * edge * part) / 2.25, 0);
  expect(heads.map(({ layer, head }) => `${layer}.${head}`)).toEqual(["1.1", "1.0"]);
  expect(heads[0]?.influence).toBeCloseTo(carried([1, 0.75], [0.5, 1 / 1.5], [0.5, 0.25]));
  expect(heads[1]?.influence).toBeCloseTo(carried([1, 0.25], [0.5, 0.5 / 1.5], [0.5, 0.5]));
  expect(headsThatCarry(index, [{ source: "mlp.0.1@0", target: root, contribution: 1 }], "wrote")).toEqual(
    [],
  );
});

test("heads that carry edges are found without a look through all that each target gets", () => {
  const { incoming: _, ...blind } = index;
  const heads = headsThatCarry(blind, graph.edges, "wrote");
  expect(heads).toHaveLength(4);
  expect(heads).toEqual(headsThatCarry(index, graph.edges, "wrote"));
});

describe("what a node gets through heads", () => {
  test("adds up with what goes through none to all that it gets, the largest by size first", () => {
    const carriers = carriersOf(index, reader, "read");
    expect(carriers?.heads.map(({ head, value }) => [head, value])).toEqual([
      [1, 0],
      [0, 1.25],
    ]);
    expect(carriers?.heads[0]?.from).toEqual([
      { source: "embed@0", value: -1 },
      { source: "attn.0.2@1", value: 0.75 },
      { source: "bias", value: 0.25 },
    ]);
    expect(carriers?.heads[0]?.share).toBeCloseTo(2 / 3.25);
    const { value = 0, ofNoHead = 0, others = 0 } = carriers ?? {};
    expect([value, ofNoHead, others]).toEqual([1.25, -0.25, 0.25]);
    expect(value + ofNoHead + others).toBe(index.totals.get(reader)?.sum);
  });

  test("is nothing of a node to which none is known to bring anything", () => {
    expect(carriersOf(index, root, "read")).toBeNull();
    expect(carriersOf(index, root, "wrote")?.others).toBe(-1);
    expect(carriersOf(index, "embed@2", "wrote")).toBeNull();
  });
});

test("what a head reads at a token is its parts of the sources there, the largest first", () => {
  expect(readThere(index, reader, { head: 1, position: 0 })).toEqual([{ source: "embed@0", value: -1 }]);
  expect(readThere(index, reader, { head: 0, position: 1 })).toEqual([{ source: "attn.0.2@1", value: 0.25 }]);
  // Biases are of no token.
  expect(readThere(index, reader, { head: 0, position: 2 })).toEqual([]);
  expect(readThere(index, root, { head: 0, position: 2 })).toBeNull();
  expect(readThere(indexGraph(graph), reader, { head: 0, position: 0 })).toBeNull();
});

test("a way to look by head is the same out of an address, and what is none is none", () => {
  for (const way of ["read", "wrote"] as const)
    for (const head of [null, { layer: 3, head: 11 }])
      expect(parseByHead(formatByHead({ way, head }))).toEqual({ way, head });
  for (const text of [
    null,
    "",
    "why",
    "read.",
    "read.3",
    "read.3.5.1",
    "read.-1.2",
    `read.${"9".repeat(40)}.1`,
    "READ",
  ])
    expect(parseByHead(text)).toBeNull();
});

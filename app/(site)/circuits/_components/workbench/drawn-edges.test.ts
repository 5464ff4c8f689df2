import { expect, test } from "vitest";
import { indexGraph } from "@/lib/circuit-graph/graph-index";
import { madeUpCircuit } from "@/lib/circuit-graph/made-up-circuit";
import { visibleGraph } from "@/lib/circuit-graph/visible-graph";
import { groupId, untouchedView } from "@/lib/views/view-state";
import { edgesByHead, noHead, otherHeads } from "./drawn-edges";
import { edgeWords } from "./edge-words";

const root = "logit.5@2";
const writers = Array.from({ length: 8 }, (_, head) => `attn.${head}.1@2`);
const graph = madeUpCircuit(
  root,
  [...writers.map((id, i): [string, string, number] => [id, root, 8 - i]), ["embed@2", root, 4]],
  { [root]: 40 },
);
const index = indexGraph({
  ...graph,
  heads: writers.map((source, i) => ({
    source,
    target: root,
    writtenBy: [i - 8 < 0 ? 16 - 2 * i : 0, i - 8],
  })),
});
const visible = visibleGraph(index, untouchedView);

test("edges have the hue of the head that carries most of each, as many as can be told apart, and the others none", () => {
  const { edges, heads } = edgesByHead(index, visible, { way: "wrote", head: null });
  expect(edges).toHaveLength(visible.edges.length);
  expect(heads.slice(0, 2).map(({ layer, head, hue }) => [layer, head, hue])).toEqual([
    [0, 0, 1],
    [1, 0, 2],
  ]);
  const hue = (id: string) => edges.find(({ source }) => source === id)?.hue;
  const hueOfHead = (layer: number) => heads.find((each) => each.layer === layer && each.head === 0)?.hue;
  for (const [layer, id] of writers.entries()) expect(hue(id), id).toBe(hueOfHead(layer));
  expect(heads.filter((each) => each.hue < otherHeads)).toHaveLength(6);
  expect(heads.at(-1)?.hue).toBe(otherHeads);
  expect(hue("embed@2")).toBe(noHead);
  expect(edgesByHead(index, visible, { way: "read", head: null }).heads).toEqual([]);
});

test("of one head only what it carries is drawn, with its own share and sign", () => {
  const { edges } = edgesByHead(index, visible, { way: "wrote", head: { layer: 0, head: 1 } });
  expect(edges).toMatchObject([{ source: writers[0], target: root, share: 8 / 40, sign: -1 }]);
  expect(edgesByHead(index, visible, { way: "wrote", head: { layer: 0, head: 7 } }).edges).toEqual([]);
  expect(edgesByHead(index, visible, { way: "read", head: { layer: 0, head: 0 } }).edges).toEqual([]);
});

const reader = "attn.2.7@2";
const [error0, error1] = ["mlp-error.0@0", "mlp-error.0@1"] as const;
const grouped = indexGraph({
  ...madeUpCircuit(
    root,
    [
      ["attn.0.1@2", root, 5],
      ["attn.0.2@2", root, -2],
      ["embed@2", root, 1],
      [reader, root, 2],
      [error0, reader, 1],
      [error1, reader, 3],
      ["embed@0", "attn.0.1@2", 1],
    ],
    { [root]: 6, "attn.0.1@2": 1, "attn.0.2@2": 1, [reader]: 4 },
  ),
  heads: [
    { source: "attn.0.1@2", target: root, writtenBy: [4, 1] },
    { source: "attn.0.2@2", target: root, writtenBy: [0, -2] },
    { source: error0, target: reader, readBy: [2, -1] },
    { source: error1, target: reader, readBy: [0, 3] },
    { source: "embed@0", target: "attn.0.1@2", readBy: [0.25, 0.75] },
  ],
});
const view = (members: string[]) => ({ ...untouchedView, above: 0, groups: [{ name: "writers", members }] });
const ofGroup = visibleGraph(grouped, view(["attn.0.1@2", "attn.0.2@2", "embed@2"]));

test("an edge of several nodes has the hue of the head that carries most of all of theirs, and the legend counts them", () => {
  const wrote = edgesByHead(grouped, ofGroup, { way: "wrote", head: null });
  const hueOf = (edges: typeof wrote.edges, source: string) =>
    edges.find((each) => each.source === source)?.hue;
  // Of the target's 10 by size: 4 through head 0.0, 1 and 2 through 0.1.
  expect(wrote.heads.map(({ layer, head }) => [layer, head])).toEqual([
    [0, 0],
    [0, 1],
  ]);
  expect(wrote.heads[0]?.influence).toBeCloseTo(0.4);
  expect(wrote.heads[1]?.influence).toBeCloseTo(0.3);
  expect(hueOf(wrote.edges, groupId("writers"))).toBe(1);
  const read = edgesByHead(grouped, ofGroup, { way: "read", head: null });
  // Of the reader's 0.2, a quarter comes by what the heads share 2 to 1, the rest by the second.
  const second = read.heads.find(({ layer, head }) => layer === 2 && head === 1);
  expect(second?.influence).toBeCloseTo(0.05 / 3 + 0.15);
  expect(hueOf(read.edges, "errors:mlp.0")).toBe(second?.hue);
  expect(hueOf(read.edges, "embed@0")).not.toBe(noHead);
});

test("of one head an edge of several nodes is as wide as all that it carries of theirs, whose sum has the sign", () => {
  const through = (way: "read" | "wrote", layer: number, head: number) =>
    edgesByHead(grouped, ofGroup, { way, head: { layer, head } }).edges;
  expect(through("wrote", 0, 1)).toMatchObject([
    { source: groupId("writers"), target: root, share: 0.3, sign: -1 },
  ]);
  expect(through("wrote", 0, 0)).toMatchObject([{ source: groupId("writers"), share: 0.4, sign: 1 }]);
  expect(through("read", 2, 1)).toMatchObject([
    { source: "errors:mlp.0", target: reader, share: 1, sign: 1 },
  ]);
  // Into a group it is of the influence that goes on from its members: only one of them is expanded.
  const [edge] = through("read", 0, 1);
  expect(edge).toMatchObject({ source: "embed@0", target: groupId("writers"), sign: 1 });
  expect(edge?.share).toBeCloseTo(0.75);
});

test("while one head's part is drawn, an edge says its own share, and the head's beside it", () => {
  const words = { tokens: [], outputs: new Map(), labels: new Map() };
  const wroteBy = (head: number) => ({ way: "wrote" as const, head: { layer: 0, head } });
  const [part] = edgesByHead(index, visible, wroteBy(0)).edges;
  const lines = part && edgeWords({ index, words, visible, byHead: wroteBy(0) }, part).split("\n");
  expect(lines?.[1]).toBe("20.0% of what logit gets, by size");
  expect(lines?.[2]).toBe("written by 0.0 alone: +16.0, 40.0% of what logit gets");
  const [ofSeveral] = edgesByHead(grouped, ofGroup, wroteBy(1)).edges;
  const said =
    ofSeveral && edgeWords({ index: grouped, words, visible: ofGroup, byHead: wroteBy(1) }, ofSeveral);
  expect(said).toBe(
    "adds, from writers to logit\n80.0% of what logit gets, by size\nwritten by 0.1 alone: taking away, 30.0% of what logit gets",
  );
});

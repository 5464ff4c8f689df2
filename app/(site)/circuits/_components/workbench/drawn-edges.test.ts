import { expect, test } from "vitest";
import { indexGraph } from "@/lib/circuit-graph/graph-index";
import { madeUpCircuit } from "@/lib/circuit-graph/made-up-circuit";
import { visibleGraph } from "@/lib/circuit-graph/visible-graph";
import { untouchedView } from "@/lib/views/view-state";
import { edgesByHead, noHead, otherHeads } from "./drawn-edges";

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

import { expect, test } from "vitest";
import { goldenCircuits } from "@/lib/attribution-graphs/circuit-samples";
import { smallPicture, smallPictureSchema } from "./small-picture";

test.each(goldenCircuits())("%s in small is its target, its strongest nodes and true edges", (_, graph) => {
  const picture = smallPictureSchema.parse(smallPicture(graph, graph.spec.target));
  expect(JSON.stringify(picture).length).toBeLessThan(4_096);
  expect(picture.nodes[0]?.kind).toBe("target");
  expect(picture.nodes.filter(({ kind }) => kind === "target")).toHaveLength(1);
  const shown = picture.nodes.slice(1).map(({ influence }) => influence);
  expect(shown).toEqual(shown.toSorted((a, b) => b - a));
  const strongest = graph.nodes
    .filter(({ id, kind }) => id !== graph.spec.target && /^(attn|resid|mlp|embed)$/.test(kind))
    .map(({ influence }) => influence)
    .toSorted((a, b) => b - a)
    .slice(0, 23);
  for (const [n, influence] of shown.entries()) expect(influence).toBeCloseTo(strongest[n] ?? -1, 2);
  // What flows into a node is no more than all of its influence.
  for (const to of picture.nodes.keys()) {
    const into = picture.edges
      .filter(([, at]) => at === to)
      .reduce((sum, [, , share]) => sum + Math.abs(share), 0);
    expect(into).toBeLessThanOrEqual((picture.nodes[to]?.influence ?? 0) * 1.01);
  }
  for (const [from, to] of picture.edges) expect(picture.nodes[from]?.row).not.toBe(picture.nodes[to]?.row);
  for (const { column, row } of picture.nodes) {
    expect(column).toBeLessThan(picture.columns);
    expect(row).toBeLessThan(picture.rows);
  }
});

test("of a graph of thousands of nodes and tokens the picture is as small, and of nothing there is one", () => {
  const node = (n: number) => ({
    ...{ id: `resid.${n % 90}.${n}@${n}`, kind: "resid" as const, layer: n % 90, index: n, position: n },
    ...{ activation: 1, influence: 1 / n, effect: 1, expanded: true },
  });
  const nodes = Array.from({ length: 20_000 }, (_, n) => node(n + 1));
  const target = nodes[0]?.id ?? "";
  const edges = nodes.slice(1).map(({ id }) => ({ source: id, target, contribution: 0.1 }));
  const picture = smallPicture({ nodes, edges, rest: [] }, target);
  expect(JSON.stringify(picture).length).toBeLessThan(4_096);
  expect(smallPicture({ nodes: [], edges: [], rest: [] }, target)).toEqual({
    ...{ columns: 0, rows: 0, nodes: [], edges: [] },
  });
});

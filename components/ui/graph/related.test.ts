import { expect, test } from "vitest";
import { relatedTo } from "./related";

const edge = (source: string, target: string, quiet = false) => ({
  ...{ source, target, quiet, share: 0.5, sign: 1 as const },
});
const edges = [edge("a", "b"), edge("c", "b"), edge("b", "root"), edge("bias", "root", true)];

test("a chosen node and its neighbours stand out, and nothing for the root", () => {
  const { nodes, edges: own, loud } = relatedTo(edges, "b", "root");
  expect(nodes).toEqual(new Set(["a", "b", "c", "root"]));
  expect(own).toHaveLength(3);
  expect(loud).toHaveLength(3);
  expect(relatedTo(edges, "root", "root")).toMatchObject({ nodes: null, edges: null });
  expect(relatedTo(edges, null, "root").nodes).toBeNull();
});

test("where one asks who wrote what it read at one token, those alone stand out, for the root too", () => {
  expect(relatedTo(edges, "b", "root", new Set(["c", "d"]))).toMatchObject({
    nodes: new Set(["b", "c"]),
    edges: [edges[1]],
  });
  expect(relatedTo(edges, "root", "root", new Set(["b"])).nodes).toEqual(new Set(["root", "b"]));
  expect(relatedTo(edges, "b", "root", new Set()).nodes).toEqual(new Set(["b"]));
});

import { describe, expect, it } from "vitest";
import { gridOf } from "@/components/ui/graph/column-heads";
import { layoutGraph } from "@/components/ui/graph/layout";
import { indexGraph } from "@/lib/circuit-graph/graph-index";
import { madeUpCircuit } from "@/lib/circuit-graph/made-up-circuit";
import type { NodeWords } from "@/lib/circuit-graph/node-words";
import { visibleGraph } from "@/lib/circuit-graph/visible-graph";
import { untouchedView } from "@/lib/views/view-state";
import { drawnColumns, drawnNodes, drawnRows } from "./drawn-graph";
import { nodesThatFit } from "./nodes-that-fit";

const target = "attn.1.508@14";
const layers = 4;
const features = Array.from({ length: 30 }, (_, i) => `mlp.0.${i}@${[14, 9, 4][i % 3]}`);
const index = indexGraph(
  madeUpCircuit(
    target,
    features.flatMap((id, i) => [
      [id, target, 40 - i] as [string, string, number],
      [`embed@${[2, 4, 5, 9, 10][i % 5]}`, id, 1] as [string, string, number],
    ]),
    { [target]: 40 },
  ),
);
const words: NodeWords = {
  tokens: Array.from({ length: 15 }, (_, position) => ({ position, id: position, text: " Mary" })),
  outputs: new Map(),
  labels: new Map(features.map((id) => [id.replace(/@.*/, ""), "reads a name through 3.5"])),
};

function drawnIn(room: { width: number; height: number }) {
  const most = nodesThatFit(index, words, layers, room);
  const visible = visibleGraph(index, untouchedView, { most });
  const grid = gridOf(drawnRows(index, layers), drawnColumns(words, visible.folds));
  const nodes = drawnNodes({ index, visible, view: untouchedView, words, layers });
  return { ids: nodes.map(({ id }) => id), ...layoutGraph(nodes, grid, room) };
}

describe("the nodes that fit", () => {
  it("are those whose names can be read, where there is room for a circuit's worth of them", () => {
    const { ids, texts, fits } = drawnIn({ width: 984, height: 364 });
    expect(fits).toBe(true);
    expect(ids.length).toBeGreaterThan(12);
    expect([...texts.values()]).not.toContain("");
  });

  it("are more than can be named on a phone: the heaviest are named, the others have their signs", () => {
    const { ids, texts, fits } = drawnIn({ width: 272, height: 364 });
    expect(fits).toBe(true);
    expect(ids.length).toBeGreaterThan(5);
    expect(texts.get(target)).not.toBe("");
    const unread = ids.filter((id) => texts.get(id) === "" && !id.startsWith("embed"));
    expect(unread.length).toBeLessThanOrEqual(ids.length / 2);
    expect(
      visibleGraph(index, untouchedView, { most: ids.length }).edges.some((edge) => edge.target === target),
    ).toBe(true);
  });
});

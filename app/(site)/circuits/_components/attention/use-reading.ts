import { useMemo, useState } from "react";
import type { ArcWay } from "@/components/ui/graph/arc-popover";
import type { CanvasArcs } from "@/components/ui/graph/use-shown-arcs";
import type { GraphIndex } from "@/lib/circuit-graph/graph-index";
import type { ChosenRead, Way } from "@/lib/circuit-graph/head-reads";
import type { NodeWords } from "@/lib/circuit-graph/node-words";
import type { VisibleGraph } from "@/lib/circuit-graph/visible-graph";
import type { CircuitViewState, ViewAction } from "@/lib/views/view-state";
import type { WorkbenchCircuit } from "../workbench/workbench-circuit";
import { arcId, columnOf, drawnArcs, readOfArc } from "./drawn-arcs";
import { useKnownTables, useTablesOf } from "./use-known-tables";

/** The read one looks at, which is of the chosen node: with another node chosen it is none. */
export function useReading(selected: string | null, opening: ChosenRead | null) {
  const [reading, setReading] = useState({ node: selected, read: opening });
  return {
    read: reading.node === selected ? reading.read : null,
    setRead: (read: ChosenRead | null, node: string | null = selected) => setReading({ node, read }),
  };
}

/** Of what all panes share, what the arcs are drawn from and what choosing one changes. */
interface ArcsOf {
  circuit: Pick<WorkbenchCircuit, "address">;
  words: NodeWords;
  visible: Pick<VisibleGraph, "nodes">;
  index: GraphIndex;
  selected: string | null;
  read: ChosenRead | null;
  select: (id: string) => void;
  setRead: (read: ChosenRead, node: string) => void;
  view: Pick<CircuitViewState, "opened">;
  dispatch: (action: ViewAction) => void;
  allArcs: boolean;
}

const ways: readonly (ArcWay & { id: Way })[] = [
  { id: "wrote", name: "what wrote this there" },
  { id: "why", name: "why it looked there" },
];

const none: readonly string[] = [];

/** Of so many attention features the arcs are asked for at once; of further ones as one chooses them. */
export const mostAtOnce = 24;

/** The attention features among what is drawn, the most influential first. */
export function attentionOf(drawn: readonly string[], { nodes }: Pick<GraphIndex, "nodes">): string[] {
  return drawn
    .flatMap((id) => nodes.get(id) ?? [])
    .filter(({ kind }) => kind === "attn")
    .sort((a, b) => b.influence - a.influence)
    .slice(0, mostAtOnce)
    .map(({ id }) => id);
}

/** The reads of the attention features that are drawn, as far as they are known. */
export function useArcs(workbench: ArcsOf): CanvasArcs {
  const { circuit, words, visible, index, selected, read, select, setRead, view, dispatch, allArcs } =
    workbench;
  const attention = attentionOf(visible.nodes, index);
  useTablesOf(circuit.address, allArcs ? attention : none);
  const tables = useKnownTables(circuit.address);
  const of = useMemo(
    () =>
      drawnArcs(
        visible.nodes.flatMap((id) => index.nodes.get(id) ?? []),
        tables,
        words.tokens,
      ),
    [visible.nodes, index, tables, words.tokens],
  );
  return {
    of,
    all: allArcs,
    chosen: read && selected !== null ? arcId(selected, read) : null,
    wrote: read?.way === "wrote" ? columnOf(read.position) : null,
    onChoose: ({ id }) => {
      const chosen = readOfArc(id);
      if (!chosen) return;
      select(chosen.node);
      setRead({ head: chosen.head, position: chosen.position, way: null }, chosen.node);
    },
    ways,
    onWay: ({ id }, asked) => {
      const chosen = readOfArc(id);
      const way = ways.find((each) => each.id === asked)?.id;
      if (!chosen || !way) return;
      // Who wrote what is read there is told of what stands in the graph.
      const isOpen = index.nodes.get(chosen.node)?.expanded || view.opened.includes(chosen.node);
      if (way === "wrote" && !isOpen) dispatch({ type: "open", id: chosen.node });
      select(chosen.node);
      setRead({ head: chosen.head, position: chosen.position, way }, chosen.node);
    },
  };
}

import { type KeyboardEvent, useRef } from "react";
import { GraphCanvas } from "@/components/ui/graph/graph-canvas";
import { targetUnit } from "@/lib/circuit-format/target-unit";
import { HeadLegend } from "../attention/head-legend";
import { useArcs } from "../attention/use-reading";
import { CircuitTokens } from "../workbench/circuit-tokens";
import { EdgeTable } from "../workbench/edge-table";
import { edgeWords } from "../workbench/edge-words";
import { focusNode } from "../workbench/focus-node";
import { GraphLegend } from "../workbench/graph-legend";
import { MarksBar } from "../workbench/marks-bar";
import { NodeTable } from "../workbench/node-table";
import { canExpand } from "../workbench/workbench-circuit";
import { NodeList } from "./node-list";
import type { WorkbenchState } from "./use-workbench";

interface GraphPaneProps {
  workbench: WorkbenchState;
  /** Called at what leads on to what is told of the chosen node. */
  onEnter: () => void;
}

/** The circuit as a graph or as tables, with what its signs mean and how to take it along. */
export function GraphPane({ workbench, onEnter }: GraphPaneProps) {
  const { circuit, index, view, readOnly, form, drawn, drawnSelection, marked } = workbench;
  const { dispatch, act, select } = workbench;
  const pane = useRef<HTMLDivElement>(null);
  const arcs = useArcs(workbench);
  const graph = { ...drawn, root: index.root, selected: drawnSelection, marked };

  function onNodeKey(event: KeyboardEvent, id: string) {
    if (readOnly || event.ctrlKey || event.metaKey || event.altKey) return;
    const node = index.nodes.get(id);
    if (event.key === "e" && node && canExpand(circuit, node)) dispatch({ type: "open", id });
    else if (event.key === "h" && id !== index.root) {
      act({ type: "hide", ids: [id] });
      requestAnimationFrame(() => focusNode(pane.current, index.root));
    } else if (event.key === "p") dispatch({ type: view.pinned.includes(id) ? "unpin" : "pin", ids: [id] });
    else return;
    event.preventDefault();
  }

  return (
    <div ref={pane} className={form === "graph" ? "graph-pane" : "graph-pane scroller"} data-form={form}>
      {form === "graph" ? (
        <GraphCanvas
          label="The circuit: columns are tokens, rows are layers, the target stands on top. Arrow keys walk along it."
          {...graph}
          arcs={arcs}
          edgeWords={(edge) => edgeWords(workbench, edge)}
          onSelect={select}
          onMark={workbench.toggleMark}
          onEnter={onEnter}
          onKey={onNodeKey}
        />
      ) : form === "list" ? (
        <NodeList workbench={workbench} />
      ) : (
        <Tables workbench={workbench} />
      )}
      <MarksBar
        marked={marked}
        groupNames={view.groups.map(({ name }) => name)}
        onAction={act}
        onClear={workbench.clearMarks}
      />
      {form === "graph" && (
        <GraphLegend
          nodes={drawn.nodes}
          heat={drawn.strip.top}
          scale={workbench.scale}
          unit={targetUnit(index.root)}
          heads={
            workbench.byHead &&
            workbench.heads && (
              <HeadLegend
                byHead={workbench.byHead}
                heads={workbench.heads}
                isSplit={index.heads.size > 0}
                onChange={workbench.setByHead}
              />
            )
          }
          hasArcs={arcs.of.some(({ node }) => arcs.all || node === drawnSelection)}
        />
      )}
    </div>
  );
}

function Tables({ workbench }: Pick<GraphPaneProps, "workbench">) {
  const { index, visible, words, selected, sort, setSort, select } = workbench;
  const node = index.nodes.get(selected ?? "");
  const group = visible.groups.find(({ id }) => id === selected);
  return (
    <>
      <CircuitTokens
        index={index}
        words={words}
        selected={(node ?? index.nodes.get(group?.seat ?? ""))?.position ?? null}
        onSelect={select}
      />
      <NodeTable
        nodes={[...visible.nodes, ...visible.groupOf.keys()].flatMap((id) => index.nodes.get(id) ?? [])}
        root={index.root}
        sort={sort}
        onSort={setSort}
        words={words}
        selected={selected}
        groupNames={new Map(visible.groups.flatMap(({ name, members }) => members.map((id) => [id, name])))}
        onSelect={select}
      />
      <EdgeTable index={index} visible={visible} onSelect={select} />
    </>
  );
}

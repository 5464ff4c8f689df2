import { useEffect, useRef } from "react";
import { Notice } from "@/components/ui/notice";
import { targetUnit } from "@/lib/circuit-format/target-unit";
import type { CircuitGraph } from "@/lib/circuit-graph/circuit-graph";
import type { NodeWords } from "@/lib/circuit-graph/node-words";
import type { ViewHistory } from "@/lib/views/view-history";
import { PaneSeparator } from "../panes/pane-separator";
import { focusNode } from "../workbench/focus-node";
import { KeptView } from "../workbench/kept-view";
import { onQuotedNode, tellDrawnNodes } from "../workbench/quoted-node-event";
import { ShownEffectsOf } from "../workbench/shown-effects";
import type { Look } from "../workbench/use-address";
import { useKeptFocus } from "../workbench/use-kept-focus";
import { useUndoKeys } from "../workbench/use-undo-keys";
import type { WorkbenchCircuit } from "../workbench/workbench-circuit";
import { GraphPane } from "./graph-pane";
import { SidePane } from "./side-pane";
import { useWorkbench } from "./use-workbench";
import { WorkbenchTools } from "./workbench-tools";

interface WorkbenchOfGraphProps {
  circuit: WorkbenchCircuit;
  document: CircuitGraph;
  words: NodeWords;
  readOnly: boolean;
  /** How what is made of the view is kept in the browser. */
  kept: { keptAs: string; base: string; asked: boolean };
  opening: Look & { history: ViewHistory };
}

/** The panes of a circuit: its graph or tables, and beside it what is told of the chosen node. */
export function WorkbenchOfGraph({ kept, ...input }: WorkbenchOfGraphProps) {
  const workbench = useWorkbench(input);
  const { circuit, index, view, readOnly, dispatch, select, tooLong } = workbench;
  const panel = useRef<HTMLElement>(null);
  const body = useRef<HTMLDivElement>(null);
  const around = useRef<HTMLDivElement>(null);
  useKeptFocus(around, panel);
  useUndoKeys(dispatch);
  useEffect(() => tellDrawnNodes(index.nodes), [index]);
  useEffect(
    () =>
      onQuotedNode((id, scroll) => {
        if (!index.nodes.has(id)) return;
        select(id);
        if (scroll) body.current?.scrollIntoView({ block: "nearest" });
      }),
    [index, select],
  );

  const parts = (
    <div ref={around} className="workbench-parts">
      <WorkbenchTools workbench={workbench} />
      {tooLong && (
        <Notice title="This view has grown too long for an address.">
          It works on and can be saved, but a reload or a copied link shows the last one that fitted. Shorten
          the notes or show hidden nodes again.
        </Notice>
      )}
      <div className="workbench-body" ref={body} data-form={workbench.form}>
        <GraphPane workbench={workbench} onEnter={() => panel.current?.focus()} />
        <PaneSeparator />
        <SidePane
          ref={panel}
          workbench={workbench}
          onLeave={() => focusNode(body.current, workbench.drawnSelection ?? index.root)}
        />
      </div>
    </div>
  );
  const effects = { scale: workbench.scale, missed: workbench.visible.missed, unit: targetUnit(index.root) };
  if (readOnly)
    return (
      <ShownEffectsOf value={effects}>
        <div className="workbench">{parts}</div>
      </ShownEffectsOf>
    );
  return (
    <ShownEffectsOf value={effects}>
      <KeptView
        {...kept}
        address={circuit.address}
        view={view}
        onRestore={(restored) => dispatch({ type: "restore", view: restored })}
      >
        {parts}
      </KeptView>
    </ShownEffectsOf>
  );
}

import { type KeyboardEvent, useEffect, useReducer, useRef, useState } from "react";
import { GraphCanvas } from "@/components/ui/graph/graph-canvas";
import { Notice } from "@/components/ui/notice";
import { isFeatureKind } from "@/lib/circuit-format/kinds";
import type { CircuitGraph } from "@/lib/circuit-graph/circuit-graph";
import type { NodeWords } from "@/lib/circuit-graph/node-words";
import { type HistoryAction, historyAfter, type ViewHistory } from "@/lib/views/view-history";
import { groupId, groupStands } from "@/lib/views/view-state";
import { CircuitTokens } from "./circuit-tokens";
import { Downloads } from "./downloads";
import { EdgeTable } from "./edge-table";
import { GraphLegend } from "./graph-legend";
import { KeptView } from "./kept-view";
import { MarksBar } from "./marks-bar";
import { NodeTable } from "./node-table";
import { onQuotedNode, tellDrawnNodes } from "./quoted-node-event";
import { type Look, useAddress } from "./use-address";
import { useCircuitGraph } from "./use-circuit-graph";
import { useKeptFocus } from "./use-kept-focus";
import { useUndoKeys } from "./use-undo-keys";
import type { WorkbenchCircuit } from "./workbench-circuit";
import { WorkbenchKeys } from "./workbench-keys";
import { WorkbenchPanel } from "./workbench-panel";
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

export function WorkbenchOfGraph({
  circuit,
  document,
  words,
  readOnly,
  kept,
  opening,
}: WorkbenchOfGraphProps) {
  const [history, dispatch] = useReducer(historyAfter, opening.history);
  const [wanted, setSelected] = useState<string | null>(opening.node ?? circuit.target);
  const [form, setForm] = useState(opening.form);
  const [sort, setSort] = useState(opening.sort);
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set());
  const panel = useRef<HTMLElement>(null);
  const body = useRef<HTMLDivElement>(null);
  const around = useRef<HTMLDivElement>(null);
  useKeptFocus(around, panel);
  const view = history.now;
  // An undo may take away the group one looks at, and a redo brings it back.
  const selected = isGroup(wanted) && !groupStands(view, wanted) ? circuit.target : wanted;
  const { index, visible, expansions, threshold, drawn } = useCircuitGraph({
    circuit,
    document,
    words,
    view,
    selected,
  });
  const shown = { node: selected === circuit.target ? null : selected, form, sort, view };
  const tooLong = useAddress(circuit.address, shown, (look) => {
    setSelected(look.node ?? circuit.target);
    setForm(look.form);
    setSort(look.sort);
  });

  function act(action: HistoryAction) {
    dispatch(action);
    // What one looks at is drawn even where it is hidden, so hiding it is looking elsewhere.
    if (action.type === "hide" && selected !== null && action.ids.includes(selected)) setSelected(index.root);
    if (action.type === "group" || action.type === "join") setSelected(groupId(action.name.trim()));
  }
  function toggleMark(id: string) {
    if (readOnly || !index.nodes.has(id) || id === index.root) return;
    const next = new Set(marked);
    if (!next.delete(id)) next.add(id);
    setMarked(next);
  }
  function onNodeKey(event: KeyboardEvent, id: string) {
    if (readOnly || event.ctrlKey || event.metaKey || event.altKey) return;
    const node = index.nodes.get(id);
    if (event.key === "e" && circuit.runId !== null && node && isFeatureKind(node.kind) && !node.expanded)
      dispatch({ type: "open", id });
    else if (event.key === "h" && id !== index.root) {
      act({ type: "hide", ids: [id] });
      requestAnimationFrame(() => focusOn(body.current, index.root));
    } else if (event.key === "p") dispatch({ type: view.pinned.includes(id) ? "unpin" : "pin", ids: [id] });
    else return;
    event.preventDefault();
  }

  /** The way back from where Enter led, unless something in the panel had a use for the key. */
  function onPanelKey({ key, defaultPrevented }: KeyboardEvent) {
    if (key === "Escape" && !defaultPrevented) focusOn(body.current, drawnSelection ?? index.root);
  }

  useUndoKeys(dispatch);

  useEffect(() => tellDrawnNodes(index.nodes), [index]);
  useEffect(
    () =>
      onQuotedNode((id, scroll) => {
        if (!index.nodes.has(id)) return;
        setSelected(id);
        if (scroll) body.current?.scrollIntoView({ block: "nearest" });
      }),
    [index],
  );

  const node = selected === null ? undefined : index.nodes.get(selected);
  const group = visible.groups.find(({ id }) => id === selected);
  const drawnSelection = selected === null ? null : (visible.groupOf.get(selected) ?? selected);
  const graph = { ...drawn, root: index.root, selected: drawnSelection, marked };
  const groupNames = view.groups.map(({ name }) => name);

  const parts = (
    <div ref={around}>
      <CircuitTokens
        index={index}
        words={words}
        selected={(node ?? index.nodes.get(group?.seat ?? ""))?.position ?? null}
        onSelect={setSelected}
      />
      <WorkbenchTools
        form={form}
        onForm={setForm}
        view={view}
        threshold={threshold}
        shown={visible.nodes.length + visible.groupOf.size}
        total={index.nodes.size}
        hidden={visible.hidden}
        readOnly={readOnly}
        canUndo={history.past.length > 0}
        canRedo={history.future.length > 0}
        onAction={act}
      />
      {tooLong && (
        <Notice title="This view has grown too long for an address.">
          It works on and can be saved, but a reload or a copied link shows the last one that fitted. Shorten
          the notes or show hidden nodes again.
        </Notice>
      )}
      <div className="workbench-body" ref={body}>
        <div className="min-w-0">
          {form === "graph" ? (
            <GraphCanvas
              label="The circuit: columns are tokens, rows are layers, the target stands on top. Arrow keys walk along it."
              {...graph}
              onSelect={(id) => setSelected(id)}
              onMark={toggleMark}
              onEnter={() => panel.current?.focus()}
              onKey={onNodeKey}
            />
          ) : (
            <>
              <NodeTable
                nodes={[...visible.nodes, ...visible.groupOf.keys()].flatMap(
                  (id) => index.nodes.get(id) ?? [],
                )}
                root={index.root}
                sort={sort}
                onSort={setSort}
                words={words}
                selected={selected}
                groupNames={
                  new Map(visible.groups.flatMap(({ name, members }) => members.map((id) => [id, name])))
                }
                onSelect={setSelected}
              />
              <EdgeTable index={index} visible={visible} onSelect={setSelected} />
            </>
          )}
          <MarksBar
            marked={marked}
            groupNames={groupNames}
            onAction={act}
            onClear={() => setMarked(new Set())}
          />
          {form === "graph" && <GraphLegend nodes={drawn.nodes} />}
          <div className="workbench-foot">
            {!readOnly && <WorkbenchKeys />}
            <Downloads
              address={circuit.address}
              fileName={`circuit-${circuit.target.replace(/[^\w.-]/g, "-")}`}
              shown={form === "graph" ? graph : null}
            />
          </div>
        </div>
        <aside
          ref={panel}
          tabIndex={-1}
          aria-label="The chosen node"
          className="node-panel scroller"
          onKeyDown={onPanelKey}
        >
          <WorkbenchPanel
            circuit={circuit}
            index={index}
            visible={visible}
            view={view}
            words={words}
            selected={selected}
            marked={marked}
            expansions={expansions}
            readOnly={readOnly}
            onSelect={setSelected}
            onMark={toggleMark}
            onAction={act}
          />
        </aside>
      </div>
    </div>
  );
  if (readOnly) return <div className="workbench">{parts}</div>;
  return (
    <KeptView
      {...kept}
      address={circuit.address}
      view={view}
      onRestore={(restored) => dispatch({ type: "restore", view: restored })}
    >
      {parts}
    </KeptView>
  );
}

function isGroup(id: string | null): id is string {
  return id?.startsWith(groupId("")) ?? false;
}

function focusOn(within: HTMLElement | null, id: string): void {
  within?.querySelector<SVGGElement>(`[data-node="${CSS.escape(id)}"]`)?.focus({ preventScroll: true });
}

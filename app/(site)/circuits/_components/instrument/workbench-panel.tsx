import { useQueryClient } from "@tanstack/react-query";
import { expansionQuery } from "@/app/_queries/expansions";
import { featureOf } from "@/lib/circuit-format/node-id";
import { errorRow } from "@/lib/circuit-graph/fold-errors";
import type { GraphIndex } from "@/lib/circuit-graph/graph-index";
import type { ChosenRead } from "@/lib/circuit-graph/head-reads";
import type { NodeWords } from "@/lib/circuit-graph/node-words";
import type { VisibleGraph } from "@/lib/circuit-graph/visible-graph";
import { type CircuitViewState, isFoldId, type ViewAction } from "@/lib/views/view-state";
import { ErrorsPanel } from "../workbench/errors-panel";
import { ExpansionProgress } from "../workbench/expansion-progress";
import { GroupPanel } from "../workbench/group-panel";
import { LabelOffer } from "../workbench/label-offer";
import { NodeActions, NoteText } from "../workbench/node-actions";
import type { Expansions } from "../workbench/use-expansions";
import { canExpand, checkedId, type WorkbenchCircuit } from "../workbench/workbench-circuit";
import { NodePanel } from "./node-panel";

interface WorkbenchPanelProps {
  circuit: WorkbenchCircuit;
  index: GraphIndex;
  visible: VisibleGraph;
  view: CircuitViewState;
  words: NodeWords;
  selected: string | null;
  /** Of the chosen node, if it is an attention feature. */
  read: ChosenRead | null;
  marked: ReadonlySet<string>;
  expansions: Expansions;
  readOnly: boolean;
  onSelect: (id: string) => void;
  onRead: (read: ChosenRead | null) => void;
  onMark: (id: string) => void;
  onAction: (action: ViewAction) => void;
}

/** What is told of the chosen node or group, and what can be done with it. */
export function WorkbenchPanel(props: WorkbenchPanelProps) {
  const { circuit, index, visible, view, words, selected, marked, expansions, readOnly } = props;
  const { onSelect, onMark, onAction } = props;
  const client = useQueryClient();
  const node = index.nodes.get(selected ?? "");
  const group = visible.groups.find(({ id }) => id === selected);
  const fold = visible.folds.find(({ id }) => id === selected);
  const openedRow = node && errorRow(node);
  const feature = node && featureOf(node);
  const note = view.notes.find(([id]) => id === node?.id)?.[1];
  const id = checkedId(circuit);
  if (node)
    return (
      <NodePanel
        address={circuit.address}
        runId={circuit.runId}
        readOnly={readOnly}
        isLeaf={circuit.leafKinds?.some((kind) => kind === node.kind) ?? false}
        node={node}
        index={index}
        words={words}
        onSelect={onSelect}
        read={props.read}
        onRead={props.onRead}
        onOpen={() => {
          if (!node.expanded && !view.opened.includes(node.id)) onAction({ type: "open", id: node.id });
        }}
        actions={
          readOnly ? (
            <NoteText id={node.id} view={view} />
          ) : (
            <NodeActions
              id={node.id}
              {...(openedRow && view.unfolded.includes(openedRow) && { openedRow })}
              view={view}
              canOpen={canExpand(circuit, node)}
              expansion={expansions.states[node.id]}
              waiting={
                // What an attention feature waits for, its table by head waits for too, and tells there.
                node.kind !== "attn" && (
                  <ExpansionProgress key={node.id} address={circuit.address} nodeId={node.id} />
                )
              }
              offer={
                feature && note && id && <LabelOffer key={node.id} {...{ feature, note }} circuitId={id} />
              }
              isRoot={node.id === index.root}
              marked={marked.has(node.id)}
              onIntend={() => {
                // What is refused is asked for again, and said, when the node is expanded.
                if (!expansions.states[node.id])
                  void client.prefetchQuery(expansionQuery(circuit.address, node.id));
              }}
              onAction={onAction}
              onRetry={() => expansions.retry(node.id)}
              onMark={() => onMark(node.id)}
            />
          )
        }
      />
    );
  if (group)
    return (
      <GroupPanel
        key={group.id}
        group={group}
        edges={visible.edges}
        index={index}
        words={words}
        view={view}
        readOnly={readOnly}
        onSelect={onSelect}
        onAction={onAction}
      />
    );
  if (fold)
    return (
      <ErrorsPanel
        key={fold.id}
        fold={fold}
        index={index}
        words={words}
        view={view}
        readOnly={readOnly}
        onSelect={onSelect}
        onAction={onAction}
      />
    );
  return (
    <p className="text-ink-soft text-m">
      {selected === null || selected.startsWith("group:") || isFoldId(selected)
        ? "Choose a node to see what it gets from whom and gives to whom."
        : `There is no node ${selected} in this circuit. It may be one that was expanded by hand.`}
    </p>
  );
}

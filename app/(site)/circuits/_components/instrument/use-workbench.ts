import { useMemo, useReducer, useState } from "react";
import type { CircuitGraph } from "@/lib/circuit-graph/circuit-graph";
import type { NodeWords } from "@/lib/circuit-graph/node-words";
import { type HistoryAction, historyAfter, type ViewHistory } from "@/lib/views/view-history";
import { groupId, groupStands } from "@/lib/views/view-state";
import { useReading } from "../attention/use-reading";
import { useCausalCheck } from "../causal-check/use-causal-check";
import { edgesByHead } from "../workbench/drawn-edges";
import { type Look, useAddress } from "../workbench/use-address";
import { useCircuitGraph } from "../workbench/use-circuit-graph";
import { checkedId, type WorkbenchCircuit } from "../workbench/workbench-circuit";

interface WorkbenchInput {
  circuit: WorkbenchCircuit;
  document: CircuitGraph;
  words: NodeWords;
  readOnly: boolean;
  opening: Look & { history: ViewHistory };
}

/** What one looks at, has marked and has arranged of a circuit, and how each is changed: what all panes share. */
export type WorkbenchState = ReturnType<typeof useWorkbench>;

export function useWorkbench({ circuit, document, words, readOnly, opening }: WorkbenchInput) {
  const [history, dispatch] = useReducer(historyAfter, opening.history);
  const [wanted, select] = useState<string | null>(opening.node ?? circuit.target);
  const [form, setForm] = useState(opening.form);
  const [sort, setSort] = useState(opening.sort);
  const [tried, setTried] = useState(opening.tried);
  const [allArcs, setAllArcs] = useState(opening.allArcs);
  const [byHead, setByHead] = useState(opening.byHead);
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set());
  const view = history.now;
  // An undo may take away the group one looks at, and a redo brings it back.
  const selected = isGroup(wanted) && !groupStands(view, wanted) ? circuit.target : wanted;
  const { result: check, wanted: wantedCheck } = useCausalCheck(checkedId(circuit));
  const graph = useCircuitGraph({ circuit, document, words, view, selected, check });
  const { index, visible } = graph;
  const headEdges = useMemo(() => byHead && edgesByHead(index, visible, byHead), [index, visible, byHead]);
  const { read, setRead } = useReading(selected, opening.read);
  const shown = {
    node: selected === circuit.target ? null : selected,
    form,
    sort,
    read,
    tried,
    allArcs,
    byHead,
    view,
    check: wantedCheck,
  };
  const tooLong = useAddress(circuit.address, shown, (look) => {
    select(look.node ?? circuit.target);
    setForm(look.form);
    setSort(look.sort);
    setRead(look.read, look.node ?? circuit.target);
    setTried(look.tried);
    setAllArcs(look.allArcs);
    setByHead(look.byHead);
  });

  function act(action: HistoryAction) {
    dispatch(action);
    // What one looks at is drawn even where it is hidden, so hiding it is looking elsewhere.
    if (action.type === "hide" && selected !== null && action.ids.includes(selected)) select(index.root);
    if (action.type === "group" || action.type === "join") select(groupId(action.name.trim()));
  }
  function toggleMark(id: string) {
    if (readOnly || !index.nodes.has(id) || id === index.root) return;
    const next = new Set(marked);
    if (!next.delete(id)) next.add(id);
    setMarked(next);
  }
  return {
    circuit,
    words,
    readOnly,
    ...graph,
    drawn: headEdges ? { ...graph.drawn, edges: headEdges.edges } : graph.drawn,
    view,
    canUndo: history.past.length > 0,
    canRedo: history.future.length > 0,
    /** Changes the view and nothing else. */
    dispatch,
    /** Changes the view, and what one looks at with it. */
    act,
    /** A node's or group's id, whether or not it is drawn by itself. */
    selected,
    /** What is drawn of it: itself, or the group it is in. */
    drawnSelection: selected === null ? null : (visible.groupOf.get(selected) ?? selected),
    select,
    /** Of the chosen node, if it is an attention feature. */
    read,
    setRead,
    form,
    setForm,
    sort,
    setSort,
    tried,
    setTried,
    allArcs,
    setAllArcs,
    /** How edges are drawn by head; null where they are drawn by sign. */
    byHead,
    setByHead,
    /** The heads that carry edges that are drawn, while they are drawn by head. */
    heads: headEdges?.heads ?? null,
    marked,
    toggleMark,
    clearMarks: () => setMarked(new Set()),
    /** The view has grown too long for an address. */
    tooLong,
  };
}

function isGroup(id: string | null): id is string {
  return id?.startsWith(groupId("")) ?? false;
}

import { Redo2, Undo2 } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Choice } from "@/components/ui/choice";
import { attentionOf, mostAtOnce } from "../attention/use-reading";
import { Verdict } from "../causal-check/verdict";
import { Downloads } from "../workbench/downloads";
import { InfluenceSlider } from "../workbench/influence-slider";
import type { Form } from "../workbench/use-address";
import { checkedId } from "../workbench/workbench-circuit";
import { WorkbenchKeys } from "../workbench/workbench-keys";
import { EdgesBy } from "./edges-by";
import type { WorkbenchState } from "./use-workbench";

/** What is shown of the graph, in which form, and the way back. */
export function WorkbenchTools({ workbench }: { workbench: WorkbenchState }) {
  const { circuit, words, index, visible, view, threshold, form, setForm, readOnly, canUndo, canRedo } =
    workbench;
  const onAction = workbench.act;
  const circuitId = checkedId(circuit);
  return (
    <div className="workbench-tools">
      <Choice<Form>
        legend="Shown as"
        name="form"
        value={form}
        onChange={setForm}
        options={[
          { value: "graph", label: "Graph" },
          { value: "list", label: "List" },
          { value: "table", label: "Table" },
        ]}
      />
      <InfluenceSlider
        value={threshold}
        shown={visible.nodes.length + visible.groupOf.size}
        total={index.nodes.size}
        disabled={view.pinnedOnly}
        onChange={(above) => onAction({ type: "show-above", above })}
      />
      {(view.pinned.length > 0 || view.pinnedOnly) && (
        <label className="tool-check">
          <input
            type="checkbox"
            checked={view.pinnedOnly}
            onChange={({ target }) => onAction({ type: "pinned-only", on: target.checked })}
          />
          pinned only
        </label>
      )}
      {form === "graph" && circuitId && !readOnly && attentionOf(visible.nodes, index).length > 0 && (
        <label
          className="tool-check"
          title={`What each head reads, of the ${mostAtOnce} most influential attention features that are drawn. What nobody has asked before is computed.`}
        >
          <input
            type="checkbox"
            checked={workbench.allArcs}
            onChange={({ target }) => workbench.setAllArcs(target.checked)}
          />
          all arcs
        </label>
      )}
      {form === "graph" && (
        <EdgesBy isSplit={index.heads.size > 0} byHead={workbench.byHead} onChange={workbench.setByHead} />
      )}
      {visible.hidden > 0 && (
        <Button size="s" onClick={() => onAction({ type: "show-hidden" })}>
          Show {visible.hidden} hidden
        </Button>
      )}
      {circuitId && (
        <Verdict
          key={circuitId}
          circuitId={circuitId}
          {...{ index, visible, words, readOnly, scale: workbench.scale }}
          onSelect={workbench.select}
        />
      )}
      <div className="workbench-more">
        {!readOnly && <WorkbenchKeys />}
        <Downloads
          address={circuit.address}
          fileName={`circuit-${circuit.target.replace(/[^\w.-]/g, "-")}`}
        />
      </div>
      <span className="inline-flex gap-1" hidden={readOnly}>
        <Button
          size="s"
          look="plain"
          aria-label="Undo"
          off={!canUndo}
          onClick={() => onAction({ type: "undo" })}
        >
          <Undo2 size={16} aria-hidden="true" />
        </Button>
        <Button
          size="s"
          look="plain"
          aria-label="Redo"
          off={!canRedo}
          onClick={() => onAction({ type: "redo" })}
        >
          <Redo2 size={16} aria-hidden="true" />
        </Button>
      </span>
    </div>
  );
}

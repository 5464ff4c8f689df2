import { Redo2, Undo2 } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Choice } from "@/components/ui/choice";
import type { CircuitViewState, ViewAction } from "@/lib/views/view-state";
import { InfluenceSlider } from "./influence-slider";
import type { Form } from "./use-address";

interface WorkbenchToolsProps {
  form: Form;
  onForm: (form: Form) => void;
  view: CircuitViewState;
  threshold: number;
  shown: number;
  total: number;
  hidden: number;
  /** Without a way back, since nothing is changed. */
  readOnly: boolean;
  canUndo: boolean;
  canRedo: boolean;
  onAction: (action: ViewAction | { type: "undo" } | { type: "redo" }) => void;
}

/** What is shown of the graph, in which form, and the way back. */
export function WorkbenchTools({
  form,
  onForm,
  view,
  threshold,
  shown,
  total,
  hidden,
  readOnly,
  canUndo,
  canRedo,
  onAction,
}: WorkbenchToolsProps) {
  return (
    <div className="workbench-tools">
      <Choice<Form>
        legend="Shown as"
        name="form"
        value={form}
        onChange={onForm}
        options={[
          { value: "graph", label: "Graph" },
          { value: "table", label: "Table" },
        ]}
      />
      <InfluenceSlider
        value={threshold}
        shown={shown}
        total={total}
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
      {hidden > 0 && (
        <Button size="s" onClick={() => onAction({ type: "show-hidden" })}>
          Show {hidden} hidden
        </Button>
      )}
      <span className="ml-auto inline-flex gap-1" hidden={readOnly}>
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

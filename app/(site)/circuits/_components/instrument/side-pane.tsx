import { type FocusEvent, forwardRef, type KeyboardEvent, useContext, useState } from "react";
import { TryIt } from "../try-it/try-it";
import { PaneJumps } from "../workbench/pane-jumps";
import { WritingContext } from "../writing/writing-about";
import { WritingPane } from "../writing/writing-pane";
import type { WorkbenchState } from "./use-workbench";
import { WorkbenchPanel } from "./workbench-panel";

interface SidePaneProps {
  workbench: WorkbenchState;
  /** Called at the key that leads back to the graph. */
  onLeave: () => void;
}

/**
 * Beside the graph: the chosen node, and beneath it what one does with it. It scrolls by itself. On a phone it is a sheet
 * over the foot of the list, small until one reaches into it.
 */
export const SidePane = forwardRef<HTMLElement, SidePaneProps>(function SidePane(
  { workbench, onLeave },
  node,
) {
  /** The way back from where Enter led, unless something in the pane had a use for the key. */
  function onKeyDown({ key, defaultPrevented }: KeyboardEvent) {
    if (key !== "Escape" || defaultPrevented) return;
    setOpen(false);
    onLeave();
  }
  const [isOpen, setOpen] = useState(false);
  /** The button says by itself what it does; whatever else gets the focus wants to be seen. */
  function onFocus({ target }: FocusEvent) {
    if (!target.closest(".sheet-handle")) setOpen(true);
  }
  // Of a circuit that was not computed here nothing can be asked.
  const canTry = !workbench.readOnly && workbench.circuit.runId !== null;
  const canWrite = useContext(WritingContext) !== null && !workbench.readOnly;
  const sections = [
    ...(canTry ? [{ id: "try-it", name: "Try it" }] : []),
    ...(canWrite ? [{ id: "writing", name: "Write-up" }] : []),
  ];
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the key is that of whatever has the focus inside
    <div
      id="side-pane"
      tabIndex={-1}
      className="side-pane scroller outline-none"
      data-open={isOpen || undefined}
      onKeyDown={onKeyDown}
      onFocus={onFocus}
    >
      <button
        type="button"
        className="sheet-handle show-more"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        {isOpen ? "Show less" : "Show more"}
      </button>
      <PaneJumps sections={sections} />
      <aside ref={node} tabIndex={-1} aria-label="The chosen node" className="node-panel">
        <WorkbenchPanel
          circuit={workbench.circuit}
          index={workbench.index}
          visible={workbench.visible}
          view={workbench.view}
          words={workbench.words}
          selected={workbench.selected}
          read={workbench.read}
          onRead={workbench.setRead}
          marked={workbench.marked}
          expansions={workbench.expansions}
          readOnly={workbench.readOnly}
          onSelect={workbench.select}
          onMark={workbench.toggleMark}
          onAction={workbench.act}
        />
      </aside>
      {canTry && (
        <TryIt
          circuit={workbench.circuit}
          index={workbench.index}
          visible={workbench.visible}
          words={workbench.words}
          selected={workbench.selected}
          marked={workbench.marked}
          tried={workbench.tried}
          onTried={workbench.setTried}
        />
      )}
      <WritingPane workbench={workbench} />
    </div>
  );
});

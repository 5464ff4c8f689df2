import { Button } from "@/components/ui/button";
import type { ViewAction } from "@/lib/views/view-state";
import { GroupForm } from "./node-actions";

interface MarksBarProps {
  marked: ReadonlySet<string>;
  groupNames: readonly string[];
  onAction: (action: ViewAction) => void;
  onClear: () => void;
}

/** What one can do with several nodes at once. */
export function MarksBar({ marked, groupNames, onAction, onClear }: MarksBarProps) {
  const ids = [...marked];
  function act(action: ViewAction) {
    onAction(action);
    onClear();
  }
  return (
    <div className="marks-bar">
      <p role="status" className="text-s">
        {marked.size === 0 ? "" : `${marked.size} marked`}
      </p>
      {marked.size > 0 && (
        <>
          <GroupForm names={groupNames} ids={ids} onGroup={(name, type) => act({ type, name, ids })} />
          <Button size="s" onClick={() => act({ type: "pin", ids })}>
            Pin
          </Button>
          <Button size="s" onClick={() => act({ type: "hide", ids })}>
            Hide
          </Button>
          <Button size="s" look="plain" onClick={onClear}>
            Unmark
          </Button>
        </>
      )}
    </div>
  );
}

import { useRef } from "react";
import { Button } from "@/components/ui/button";
import type { Edit } from "@/lib/circuit-format/edit";
import { editWords } from "./change-words";

interface ChangeListProps {
  edits: readonly Edit[];
  canUndo: boolean;
  busy: boolean;
  onChange: (edits: readonly Edit[]) => void;
  onUndo: () => void;
}

/** All that is changed together, each of which can be taken out again. */
export function ChangeList({ edits, canUndo, busy, onChange, onUndo }: ChangeListProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  function remove(edit: Edit) {
    onChange(edits.filter((each) => each !== edit));
    // The button that had the focus is gone.
    heading.current?.focus();
  }
  return (
    <div>
      <div className="flex flex-wrap items-center gap-2">
        <h3 ref={heading} tabIndex={-1} className="text-s font-semibold">
          {edits.length === 1 ? "1 change" : `${edits.length} changes together`}
        </h3>
        <span className="ml-auto flex gap-2">
          <Button size="s" look="plain" off={!canUndo} busy={busy} onClick={onUndo}>
            Undo change
          </Button>
          <Button size="s" look="plain" off={edits.length === 0} busy={busy} onClick={() => onChange([])}>
            Start over
          </Button>
        </span>
      </div>
      <ul className="try-changes scroller" aria-label="What is changed">
        {edits.map((edit) => {
          const { before, name, after } = editWords(edit);
          const said = [before, name, after].filter(Boolean).join(" ");
          return (
            <li key={JSON.stringify(edit)}>
              <span className="min-w-0 break-words">
                {before} <span className="mono">{name}</span> {after}
              </span>
              <button
                type="button"
                className="show-more"
                aria-label={`Take out: ${said}`}
                aria-disabled={busy || undefined}
                onClick={() => !busy && remove(edit)}
              >
                take out
              </button>
            </li>
          );
        })}
      </ul>
    </div>
  );
}

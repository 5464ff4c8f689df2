import { type FormEvent, Fragment, type ReactNode, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { Button } from "@/components/ui/button";
import type { CircuitViewState, ViewAction } from "@/lib/views/view-state";
import type { ExpansionState } from "./use-expansions";

interface NodeActionsProps {
  id: string;
  view: CircuitViewState;
  /** It is a feature that nobody has expanded. */
  canOpen: boolean;
  expansion: ExpansionState | undefined;
  /** Shown while it is being expanded. */
  waiting: ReactNode;
  /** What can be made of its note; null where there is none. */
  offer: ReactNode;
  isRoot: boolean;
  /** Of an error, the row whose errors are opened into their nodes. */
  openedRow?: string;
  marked: boolean;
  /** About to expand: what the node gets can come ahead. */
  onIntend: () => void;
  onAction: (action: ViewAction) => void;
  onRetry: () => void;
  onMark: () => void;
}

/** What one can do with a node. */
export function NodeActions({
  id,
  view,
  canOpen,
  expansion,
  waiting,
  offer,
  isRoot,
  openedRow,
  marked,
  onIntend,
  onAction,
  onRetry,
  onMark,
}: NodeActionsProps) {
  const pinned = view.pinned.includes(id);
  return (
    <div className="mt-3 grid gap-2">
      <div className="flex flex-wrap gap-2">
        {canOpen && (
          <Button
            size="s"
            look="primary"
            busy={expansion?.status === "fetching"}
            onPointerEnter={onIntend}
            onFocus={onIntend}
            onClick={() => (expansion?.status === "failed" ? onRetry() : onAction({ type: "open", id }))}
          >
            {expansion?.status === "fetching" ? "Expanding" : "Expand"}
          </Button>
        )}
        <Button
          size="s"
          aria-pressed={pinned}
          onClick={() => onAction({ type: pinned ? "unpin" : "pin", ids: [id] })}
        >
          {pinned ? "Unpin" : "Pin"}
        </Button>
        {!isRoot && (
          <Button size="s" onClick={() => onAction({ type: "hide", ids: [id] })}>
            Hide
          </Button>
        )}
        {/* The target is in no group, and stays in sight. */}
        {!isRoot && (
          <Button size="s" aria-pressed={marked} onClick={onMark}>
            {marked ? "Unmark" : "Mark"}
          </Button>
        )}
        {openedRow && (
          <Button size="s" onClick={() => onAction({ type: "fold", row: openedRow })}>
            Fold the row's errors
          </Button>
        )}
      </div>
      {/* Each stands by itself: what is given here is keyed by the node, as the note is. */}
      {expansion?.status === "fetching" && <Fragment key="waiting">{waiting}</Fragment>}
      {expansion?.status === "failed" && (
        <p role="alert" className="text-danger text-s">
          {expansion.message}
        </p>
      )}
      <NodeNote key={id} id={id} view={view} onAction={onAction} />
      <Fragment key="offer">{offer}</Fragment>
    </div>
  );
}

/** A remark on a node. It is kept when one leaves the field, and a step that can be taken back. */
export function NodeNote({ id, view, onAction }: Pick<NodeActionsProps, "id" | "view" | "onAction">) {
  const kept = view.notes.find(([each]) => each === id)?.[1] ?? "";
  const [open, setOpen] = useState(kept !== "");
  const field = useRef<HTMLTextAreaElement>(null);
  if (!open)
    return (
      <button
        type="button"
        className="show-more justify-self-start"
        onClick={() => {
          flushSync(() => setOpen(true));
          field.current?.focus();
        }}
      >
        Add a note
      </button>
    );
  return (
    <label className="grid gap-1 text-s">
      Note
      <textarea
        key={kept}
        ref={field}
        className="input node-note-field"
        defaultValue={kept}
        maxLength={2_000}
        rows={2}
        data-note-of={id}
        onBlur={({ target }) => onAction({ type: "note", id, text: target.value })}
      />
    </label>
  );
}

/** The remark on a node, for those who only read. */
export function NoteText({ id, view }: { id: string; view: CircuitViewState }) {
  const text = view.notes.find(([each]) => each === id)?.[1];
  if (!text) return null;
  return <p className="mt-3 whitespace-pre-wrap border-line-strong border-l-2 pl-3 text-m">{text}</p>;
}

interface GroupFormProps {
  /** Of the groups there are. */
  names: readonly string[];
  /** The marked nodes. */
  ids: readonly string[];
  onGroup: (name: string, how: "group" | "join") => void;
}

/** Gives marked nodes a name under which they are drawn as one, or adds them to a group; it says which of the two. */
export function GroupForm({ names, ids, onGroup }: GroupFormProps) {
  const [name, setName] = useState("");
  const how = names.includes(name.trim()) ? "join" : "group";
  function submit(event: FormEvent) {
    event.preventDefault();
    if (name.trim() !== "") onGroup(name, how);
  }
  return (
    <form className="flex items-center gap-2" onSubmit={submit}>
      <input
        className="input group-name"
        aria-label="Name of the group"
        placeholder="Name of the group"
        list="group-names"
        maxLength={80}
        data-name-for={ids.join(" ")}
        value={name}
        onChange={({ target }) => setName(target.value)}
      />
      <datalist id="group-names">
        {names.map((each) => (
          <option key={each} value={each} />
        ))}
      </datalist>
      <Button size="s" look="primary" type="submit">
        {how === "join" ? `Add to ${name.trim()}` : "Group"}
      </Button>
    </form>
  );
}

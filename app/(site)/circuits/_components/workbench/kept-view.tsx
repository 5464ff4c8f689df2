import { type FormEvent, type ReactNode, useEffect, useEffectEvent, useRef, useState } from "react";
import { Restored } from "@/app/_typed/restored";
import { useTyped } from "@/app/_typed/use-typed";
import { viewFromJson, viewToJson } from "@/lib/views/view-codec";
import { type CircuitViewState, type ViewAction, viewAfter } from "@/lib/views/view-state";
import { actionTyped } from "./action-typed";
import { onViewSaved } from "./shown-view";

/** Of a view as JSON: a longer one may be too long for the address that leads back from signing in. */
const maxAddressJson = 1_500;

interface KeptViewProps {
  /** The circuit's address in the site's API. */
  address: string;
  /** Under which name it is kept in the browser. */
  keptAs: string;
  /** The saved view that the page was opened with, "" without one. */
  base: string;
  /** The page was opened with a view that was asked for, which nothing takes the place of. */
  asked: boolean;
  view: CircuitViewState;
  onRestore: (view: CircuitViewState) => void;
  children: ReactNode;
}

/**
 * Keeps the groups and notes of a view in the browser until they are saved, also a note or a group's name that is still
 * being typed, as if one had left the field.
 */
export function KeptView({ address, keptAs, base, asked, view, onRestore, children }: KeptViewProps) {
  const [opened] = useState(view);
  const typing = useRef<ViewAction | null>(null);
  const typed = useTyped({
    ...{ thing: keptAs, base, bringsBack: !asked, initial: { view: viewToJson(opened) } },
    read: () => {
      const now = typing.current ? viewAfter(view, typing.current) : view;
      const json = viewToJson(now);
      const isTyped = now.groups.length + now.notes.length > 0;
      return isTyped || json.length > maxAddressJson ? { view: json } : null;
    },
    write: (fields) => {
      const kept = viewFromJson(fields.view ?? "");
      if (kept) onRestore(kept);
    },
  });
  const known = useRef(viewToJson(opened));
  const changed = useEffectEvent(() => {
    const json = viewToJson(view);
    if (json === known.current) return;
    known.current = json;
    typing.current = null;
    typed.keep();
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever the view is another
  useEffect(() => changed(), [view]);
  const saved = useEffectEvent(() => typed.saved());
  useEffect(() => onViewSaved(address, () => saved()), [address]);

  function onInput({ target }: FormEvent) {
    const isField = target instanceof HTMLTextAreaElement || target instanceof HTMLInputElement;
    const action = isField ? actionTyped(target, view) : null;
    if (!action) return;
    typing.current = action;
    typed.keep();
  }

  return (
    <div className="workbench" onInput={onInput}>
      <Restored typed={typed} />
      {children}
    </div>
  );
}

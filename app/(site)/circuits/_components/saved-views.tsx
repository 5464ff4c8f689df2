"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import type { FormEvent, ReactNode } from "react";
import { circuitAddress } from "@/app/_queries/circuits";
import { sentenceOf } from "@/app/_queries/refusal";
import { deleteViewMutation, saveViewMutation, viewsQuery } from "@/app/_queries/views";
import { Restored } from "@/app/_typed/restored";
import { useTypedForm } from "@/app/_typed/use-typed-form";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/field";
import { shownView, viewSaved } from "./workbench/shown-view";

interface SavedViewsProps {
  circuitId: string;
  /** Where this page of them begins; null at the latest. */
  cursor: string | null;
  /** The links to the others, where there are more. */
  pager: ReactNode;
}

/** One's own arrangements of this circuit, by name. Saving never replaces one. */
export function SavedViews({ circuitId, cursor, pager }: SavedViewsProps) {
  const { data: views = [] } = useQuery(viewsQuery(circuitId, cursor));
  const saving = useMutation(saveViewMutation);
  const deleting = useMutation(deleteViewMutation);
  const typed = useTypedForm({ thing: `view-name:${circuitId}`, base: "", initial: { name: "" } });

  async function save(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const name = String(new FormData(form).get("name"));
    const state = (await shownView(circuitAddress(circuitId))) ?? "";
    deleting.reset();
    saving.mutate(
      { circuitId, cursor, name, state },
      {
        onSuccess: () => {
          typed.saved({ name });
          viewSaved(circuitAddress(circuitId));
          form.reset();
        },
      },
    );
  }

  function undoDeleting() {
    if (!deleting.variables) return;
    const { name, state } = deleting.variables;
    saving.mutate({ circuitId, cursor, name, state }, { onSuccess: () => deleting.reset() });
  }

  return (
    <section aria-labelledby="saved-views" className="mt-10">
      <h2 id="saved-views" className="text-l">
        Your views of this circuit
      </h2>
      {views.length === 0 ? (
        <p className="mt-1 max-w-prose text-ink-soft text-m">
          Hide, pin, group and annotate nodes above, then keep the arrangement under a name to come back to
          it.
        </p>
      ) : (
        <ul className="mt-2 grid gap-1 text-m">
          {views.map((view) => (
            <li key={view.id} className="flex flex-wrap items-center gap-3">
              <a className="text-link" href={`/circuits/${circuitId}?saved=${view.id}`}>
                {view.name}
              </a>
              <Button
                size="s"
                look="plain"
                onClick={() => {
                  saving.reset();
                  deleting.mutate({ circuitId, cursor, id: view.id, name: view.name, state: view.state });
                }}
                aria-label={`Delete the view ${view.name}`}
              >
                Delete
              </Button>
            </li>
          ))}
        </ul>
      )}
      {pager}
      <Restored typed={typed} />
      <form
        ref={typed.form}
        onSubmit={save}
        onInput={typed.keep}
        className="mt-3 flex max-w-md items-end gap-2"
      >
        <div className="grow">
          <TextField
            label="Name for the view as it stands"
            name="name"
            required
            maxLength={80}
            error={sentenceOf(saving.error ?? deleting.error)}
          />
        </div>
        <Button type="submit">Save it</Button>
      </form>
      <p role="status" className="mt-1 text-ink-soft text-s">
        {saving.data && !deleting.isSuccess && `Saved as ${saving.data.name}.`}
        {deleting.isSuccess && (
          <>
            Deleted {deleting.variables.name}.{" "}
            <button ref={takeLostFocus} type="button" className="show-more" onClick={undoDeleting}>
              Undo
            </button>
          </>
        )}
      </p>
    </section>
  );
}

/** The button that deleted is gone, and its focus with it. */
function takeLostFocus(button: HTMLButtonElement | null): void {
  if (document.activeElement === document.body) button?.focus({ preventScroll: true });
}

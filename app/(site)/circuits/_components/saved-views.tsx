"use client";

import { type FormEvent, type ReactNode, useState } from "react";
import { sendJson } from "@/app/_components/send-json";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/field";
import { circuitAddress } from "./workbench/circuit-document";
import { shownView } from "./workbench/shown-view";

interface SavedView {
  id: string;
  name: string;
  state: string;
}

interface SavedViewsProps {
  circuitId: string;
  initial: SavedView[];
  /** The links to the others, where there are more. */
  pager: ReactNode;
}

/** One's own arrangements of this circuit, by name. Saving never replaces one. */
export function SavedViews({ circuitId, initial, pager }: SavedViewsProps) {
  const [views, setViews] = useState(initial);
  const [refusal, setRefusal] = useState("");
  const [said, setSaid] = useState("");

  async function save(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const name = String(new FormData(form).get("name"));
    const state = (await shownView(circuitAddress(circuitId))) ?? "";
    setRefusal("");
    const sent = await sendJson<SavedView>("POST", `/api/v1/circuits/${circuitId}/views`, { name, state });
    if (!sent.ok) return setRefusal(sent.message);
    setViews((known) => [sent.body, ...known]);
    setSaid(`Saved as ${sent.body.name}.`);
    form.reset();
  }
  async function remove(view: SavedView) {
    const sent = await sendJson("DELETE", `/api/v1/views/${view.id}`);
    if (!sent.ok) return setRefusal(sent.message);
    setViews((known) => known.filter(({ id }) => id !== view.id));
    setSaid(`Deleted ${view.name}.`);
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
                onClick={() => remove(view)}
                aria-label={`Delete the view ${view.name}`}
              >
                Delete
              </Button>
            </li>
          ))}
        </ul>
      )}
      {pager}
      <form onSubmit={save} className="mt-3 flex max-w-md items-end gap-2">
        <div className="grow">
          <TextField
            label="Name for the view as it stands"
            name="name"
            required
            maxLength={80}
            error={refusal}
          />
        </div>
        <Button type="submit">Save it</Button>
      </form>
      <p role="status" className="mt-1 text-ink-soft text-s">
        {said}
      </p>
    </section>
  );
}

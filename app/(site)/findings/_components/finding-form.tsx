"use client";

import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useEffect } from "react";
import { Refused } from "@/app/_components/refused";
import { circuitAddress } from "@/app/_queries/circuits";
import { saveFindingMutation } from "@/app/_queries/findings";
import { fieldsOf } from "@/app/_queries/refusal";
import { Restored } from "@/app/_typed/restored";
import { useTypedForm } from "@/app/_typed/use-typed-form";
import { Button } from "@/components/ui/button";
import { TextArea, TextField } from "@/components/ui/field";
import { ButtonLink } from "@/components/ui/link";
import { forgetView, shownView, viewSaved } from "../../circuits/_components/workbench/shown-view";

interface FindingFormProps {
  circuitId: string;
  /** The finding that is edited; null begins one. */
  edited: { findingId: string; revision: number } | null;
  initial: { title: string; body: string; tags: string[]; state: string };
  back: string;
}

/** Fields are uncontrolled and never cleared; what is typed is kept in the browser until it is saved. */
export function FindingForm({ circuitId, edited, initial, back }: FindingFormProps) {
  const { mutate, isIdle, isError, error } = useMutation(saveFindingMutation);
  // Until the finding's page is there.
  const busy = !isIdle && !isError;
  // A tag is named by its place, and its field holds them all.
  const fields = Object.fromEntries(
    Object.entries(fieldsOf(error)).map(([path, change]) => [path.split(".")[0], change]),
  );
  const typed = useTypedForm({
    thing: edited ? `finding:${edited.findingId}` : `new-finding:${circuitId}`,
    base: edited ? String(edited.revision) : "",
    initial: { title: initial.title, body: initial.body, tags: initial.tags.join(", ") },
  });

  const editing = edited !== null;
  useEffect(() => {
    // What the circuit's own page last showed is another arrangement than the one that is edited.
    if (editing) forgetView(circuitAddress(circuitId));
  }, [editing, circuitId]);

  async function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (busy) return;
    const form = new FormData(event.currentTarget);
    const sent = {
      title: String(form.get("title")),
      body: String(form.get("body")),
      tags: String(form.get("tags")),
    };
    const content = {
      ...sent,
      tags: sent.tags
        .split(",")
        .map((tag) => tag.trim())
        .filter(Boolean),
      // As the graph below is arranged now.
      state: (await shownView(circuitAddress(circuitId))) ?? initial.state,
    };
    mutate(
      { about: edited ?? { circuitId }, content },
      {
        onSuccess: ({ id }) => {
          typed.saved(sent);
          viewSaved(circuitAddress(circuitId));
          window.location.assign(`/findings/${id}`);
        },
      },
    );
  }

  return (
    <form
      ref={typed.form}
      method="post"
      onSubmit={send}
      onInput={typed.keep}
      className="mt-6 grid max-w-2xl gap-5"
    >
      <Restored typed={typed} />
      <Refused error={error} notice />
      <TextField
        label="Title"
        name="title"
        required
        maxLength={160}
        defaultValue={initial.title}
        hint="Say what the circuit does, as a sentence if you can."
        error={fields.title}
      />
      <TextArea
        label="Write-up"
        name="body"
        rows={14}
        maxLength={50_000}
        defaultValue={initial.body}
        hint="Markdown. A node's id in backquotes, such as `attn.2.17@9`, points at that node in the graph."
        error={fields.body}
      />
      <TextField
        label="Tags"
        name="tags"
        defaultValue={initial.tags.join(", ")}
        hint="At most ten, with commas between them."
        error={fields.tags}
      />
      <p className="text-ink-soft text-s">
        The graph is saved as it is arranged below: what is hidden, pinned, grouped, noted and expanded. A
        draft is yours alone. Once published it is readable by everybody under CC-BY-4.0, and so is every
        version from then on; others may build on it.
      </p>
      <div className="flex flex-wrap gap-2">
        <Button type="submit" look="primary" busy={busy}>
          {busy ? "Saving" : edited ? "Save" : "Save the draft"}
        </Button>
        <ButtonLink href={back} look="plain">
          Leave it
        </ButtonLink>
      </div>
    </form>
  );
}

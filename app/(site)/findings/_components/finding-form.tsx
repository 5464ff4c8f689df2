"use client";

import { type FormEvent, useEffect, useRef, useState } from "react";
import { sendJson } from "@/app/_components/send-json";
import { Button } from "@/components/ui/button";
import { TextArea, TextField } from "@/components/ui/field";
import { ButtonLink } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { circuitAddress } from "../../circuits/_components/workbench/circuit-document";
import { forgetView, shownView } from "../../circuits/_components/workbench/shown-view";

interface FindingFormProps {
  circuitId: string;
  /** The finding that is edited; null begins one. */
  edited: { findingId: string; revision: number } | null;
  initial: { title: string; body: string; tags: string[]; state: string };
  back: string;
}

/** Fields are uncontrolled and never cleared; leaving the page with unsaved words asks first. */
export function FindingForm({ circuitId, edited, initial, back }: FindingFormProps) {
  const [fields, setFields] = useState<Record<string, string>>({});
  const [message, setMessage] = useState("");
  const [busy, setBusy] = useState(false);
  const dirty = useRef(false);

  useEffect(() => {
    function ask(event: BeforeUnloadEvent) {
      if (dirty.current) event.preventDefault();
    }
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, []);

  const editing = edited !== null;
  useEffect(() => {
    // What the circuit's own page last showed is another arrangement than the one that is edited.
    if (editing) forgetView(circuitAddress(circuitId));
  }, [editing, circuitId]);

  async function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (busy) return;
    const form = new FormData(event.currentTarget);
    setBusy(true);
    const content = {
      title: String(form.get("title")),
      body: String(form.get("body")),
      tags: String(form.get("tags"))
        .split(",")
        .map((tag) => tag.trim())
        .filter(Boolean),
      // As the graph below is arranged now.
      state: (await shownView(circuitAddress(circuitId))) ?? initial.state,
    };
    setFields({});
    setMessage("");
    const sent = edited
      ? await sendJson<{ id: string }>("PUT", `/api/v1/findings/${edited.findingId}`, {
          ...content,
          revision: edited.revision,
        })
      : await sendJson<{ id: string }>("POST", "/api/v1/findings", { ...content, circuitId });
    if (sent.ok) {
      dirty.current = false;
      return window.location.assign(`/findings/${sent.body.id}`);
    }
    setBusy(false);
    setFields(
      Object.fromEntries(Object.entries(sent.fields).map(([key, value]) => [key.split(".")[0], value])),
    );
    setMessage(sent.message);
  }

  return (
    <form
      method="post"
      onSubmit={send}
      onChange={() => {
        dirty.current = true;
      }}
      className="mt-6 grid max-w-2xl gap-5"
    >
      {message && (
        <Notice tone="error" live>
          {message}
        </Notice>
      )}
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

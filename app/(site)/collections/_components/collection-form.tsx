"use client";

import { useMutation } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { Refused } from "@/app/_components/refused";
import { createCollectionMutation, updateCollectionMutation } from "@/app/_queries/collections";
import { fieldsOf } from "@/app/_queries/refusal";
import { Restored } from "@/app/_typed/restored";
import { useTypedForm } from "@/app/_typed/use-typed-form";
import { Button } from "@/components/ui/button";
import { TextArea, TextField } from "@/components/ui/field";

interface CollectionFormProps {
  /** Null of one that is begun. */
  id: string | null;
  /** What a new one has at first. */
  findingId?: string | null;
  title: string;
  description: string;
  isPublic: boolean;
}

/** What a collection says and who sees it. */
export function CollectionForm({ id, findingId = null, ...saved }: CollectionFormProps) {
  const { title, description, isPublic } = saved;
  const typed = useTypedForm({
    thing: `collection:${id ?? "new"}`,
    base: JSON.stringify(saved),
    initial: { title, description },
  });
  const create = useMutation(createCollectionMutation);
  const update = useMutation(updateCollectionMutation);
  const { error } = id === null ? create : update;
  const busy = create.isPending || update.isPending || create.isSuccess || update.isSuccess;
  const fields = fieldsOf(error);
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (busy) return;
    const form = new FormData(event.currentTarget);
    const content = {
      title: String(form.get("title")),
      description: String(form.get("description")),
      isPublic: form.get("seen") === "public",
    };
    const leave = (page: string) => {
      typed.saved({ title: content.title, description: content.description });
      window.location.assign(page);
    };
    if (id === null) create.mutate({ ...content, findingId }, { onSuccess: (created) => leave(created.url) });
    else update.mutate({ ...content, id }, { onSuccess: () => leave(`/collections/${id}`) });
  }
  return (
    <form
      ref={typed.form}
      method="post"
      onSubmit={submit}
      onInput={typed.keep}
      className="grid max-w-prose gap-3"
    >
      <Restored typed={typed} />
      <TextField
        label="Title"
        name="title"
        required
        maxLength={160}
        defaultValue={title}
        error={fields.title}
      />
      <TextArea
        label="What belongs in it, and why"
        hint="Markdown, as in a write-up. It may be empty."
        name="description"
        rows={5}
        maxLength={10_000}
        defaultValue={description}
        error={fields.description ?? fields.body}
      />
      <fieldset className="grid gap-1 text-m">
        <legend className="font-semibold">Who sees it</legend>
        <label className="flex items-baseline gap-2">
          <input type="radio" name="seen" value="private" defaultChecked={!isPublic} /> You alone
        </label>
        <label className="flex items-baseline gap-2">
          <input type="radio" name="seen" value="public" defaultChecked={isPublic} /> Everybody
        </label>
      </fieldset>
      <div>
        <Button type="submit" look="primary" busy={busy}>
          {id !== null
            ? "Save the collection"
            : findingId
              ? "Begin it with this finding"
              : "Begin a collection"}
        </Button>
      </div>
      {Object.keys(fields).length === 0 && <Refused error={error} notice />}
    </form>
  );
}

"use client";

import { useMutation } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { Refused } from "@/app/_components/refused";
import { createProjectMutation, updateProjectMutation } from "@/app/_queries/projects";
import { fieldsOf } from "@/app/_queries/refusal";
import { Restored } from "@/app/_typed/restored";
import { useTypedForm } from "@/app/_typed/use-typed-form";
import { Button } from "@/components/ui/button";
import { TextArea, TextField } from "@/components/ui/field";
import { maxGoalLength, maxGuidelinesLength, maxOverlap, maxTitleLength } from "@/lib/projects/project-words";

interface ProjectFormProps {
  /** Null of one that is begun. */
  slug: string | null;
  title: string;
  goal: string;
  guidelines: string;
  overlap: number;
  isOpen: boolean;
}

/** What a project says, how many people it wants for each feature, and who may join. */
export function ProjectForm({ slug, ...saved }: ProjectFormProps) {
  const { title, goal, guidelines, overlap, isOpen } = saved;
  const typed = useTypedForm({
    thing: `project:${slug ?? "new"}`,
    base: JSON.stringify(saved),
    initial: { title, goal, guidelines },
  });
  const create = useMutation(createProjectMutation);
  const update = useMutation(updateProjectMutation);
  const { error } = slug === null ? create : update;
  const busy = create.isPending || update.isPending || create.isSuccess || update.isSuccess;
  const fields = fieldsOf(error);
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (busy) return;
    const form = new FormData(event.currentTarget);
    const said = {
      ...{ title: String(form.get("title")), goal: String(form.get("goal")) },
      guidelines: String(form.get("guidelines")),
    };
    const content = { ...said, overlap: Number(form.get("overlap")), isOpen: form.get("joining") === "open" };
    const leave = (page: string) => {
      typed.saved(said);
      window.location.assign(page);
    };
    if (slug === null) create.mutate(content, { onSuccess: ({ url }) => leave(`${url}/edit`) });
    else update.mutate({ ...content, slug }, { onSuccess: () => leave(`/projects/${slug}`) });
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
        minLength={3}
        maxLength={maxTitleLength}
        defaultValue={title}
        error={fields.title}
      />
      <TextField
        label="Goal"
        hint="What is to be reached, in a sentence. It may be empty."
        name="goal"
        maxLength={maxGoalLength}
        defaultValue={goal}
        error={fields.goal}
      />
      <TextArea
        label="Guidelines"
        hint="What to look for, and how to decide. Markdown, shown beside each feature."
        name="guidelines"
        rows={8}
        maxLength={maxGuidelinesLength}
        defaultValue={guidelines}
        error={fields.guidelines}
      />
      <TextField
        label="How many people judge each feature"
        name="overlap"
        type="number"
        min={1}
        max={maxOverlap}
        required
        defaultValue={String(overlap)}
        error={fields.overlap}
      />
      <fieldset className="grid gap-1 text-m">
        <legend className="font-semibold">Who may join</legend>
        <label className="flex items-baseline gap-2">
          <input type="radio" name="joining" value="open" defaultChecked={isOpen} /> Everybody
        </label>
        <label className="flex items-baseline gap-2">
          <input type="radio" name="joining" value="invited" defaultChecked={!isOpen} /> Who is invited
        </label>
      </fieldset>
      <div>
        <Button type="submit" look="primary" busy={busy}>
          {slug === null ? "Begin it and choose its features" : "Save the project"}
        </Button>
      </div>
      {Object.keys(fields).length === 0 && <Refused error={error} notice />}
    </form>
  );
}

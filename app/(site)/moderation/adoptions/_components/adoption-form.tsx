"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import type { FormEvent } from "react";
import { Refused } from "@/app/_components/refused";
import { adoptMutation } from "@/app/_queries/adoptions";
import { fieldsOf } from "@/app/_queries/refusal";
import { Restored } from "@/app/_typed/restored";
import { useTypedForm } from "@/app/_typed/use-typed-form";
import { Button } from "@/components/ui/button";
import { TextArea, TextField } from "@/components/ui/field";

const empty = { source: "", dictionaries: "", name: "", processing: "", knownAs: "", licence: "" };

/** Names what a worker is to adopt. */
export function AdoptionForm() {
  const router = useRouter();
  const typed = useTypedForm({ thing: "adoption", base: "", initial: empty });
  const { mutate, isPending, error, data } = useMutation(adoptMutation);
  const fields = fieldsOf(error);
  const ofSome = (list: string) => Object.entries(fields).find(([name]) => name.startsWith(list))?.[1];
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (isPending) return;
    const element = event.currentTarget;
    const form = new FormData(element);
    const text = (name: string) => String(form.get(name) ?? "").trim();
    const some = (name: string, between: string) =>
      text(name)
        .split(between)
        .map((each) => each.trim())
        .filter((each) => each !== "");
    mutate(
      {
        ...{ source: text("source"), dictionaries: some("dictionaries", "\n"), name: text("name") },
        ...{ processing: text("processing"), knownAs: some("knownAs", ","), licence: text("licence") },
      },
      {
        onSuccess: () => {
          typed.saved(empty);
          element.reset();
          router.refresh();
        },
      },
    );
  }
  return (
    <form
      ref={typed.form}
      method="post"
      onSubmit={submit}
      onInput={typed.keep}
      aria-label="Adopt a model"
      className="grid max-w-prose gap-3"
    >
      <Restored typed={typed} />
      <TextField
        label="Model"
        hint="A known model such as gpt2-small, hub:owner/name or hub:owner/name@revision, or a folder below ADOPT_DIR."
        name="source"
        required
        maxLength={300}
        autoComplete="off"
        spellCheck={false}
        error={fields.source}
      />
      <TextArea
        label="Dictionaries"
        hint="One a line: known releases, hub:owner/name, or folders. With none, a known model comes with its own and any other without."
        name="dictionaries"
        rows={3}
        spellCheck={false}
        error={ofSome("dictionaries")}
      />
      <TextField
        label="Name"
        hint="What to call it for good; empty for as its source is called."
        name="name"
        maxLength={64}
        autoComplete="off"
        spellCheck={false}
        error={fields.name}
      />
      <TextField
        label="Processing"
        hint="What was done to the model that the dictionaries were trained on, where their files do not say: all, none, or steps with commas. Empty for unknown. It is recorded as your word."
        name="processing"
        maxLength={100}
        autoComplete="off"
        spellCheck={false}
        error={fields.processing}
      />
      <TextField
        label="Known as"
        hint="By which other names the files of dictionaries call the model, with commas."
        name="knownAs"
        maxLength={1_000}
        autoComplete="off"
        spellCheck={false}
        error={ofSome("knownAs")}
      />
      <TextField
        label="Licence"
        hint="Of the model, where its card does not state it."
        name="licence"
        maxLength={100}
        autoComplete="off"
        spellCheck={false}
        error={fields.licence}
      />
      <div>
        <Button type="submit" look="primary" busy={isPending}>
          Adopt it
        </Button>
      </div>
      {Object.keys(fields).length === 0 && <Refused error={error} notice />}
      <p role="status" className="text-m">
        {data &&
          (data.isNew
            ? "A worker takes it up; it stands below."
            : "It was asked for already, and stands below.")}
      </p>
    </form>
  );
}

"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { Refused } from "@/app/_components/refused";
import { type BountyAct, bountyActMutation } from "@/app/_queries/judging";
import { fieldsOf } from "@/app/_queries/refusal";
import { Restored } from "@/app/_typed/restored";
import { useTypedForm } from "@/app/_typed/use-typed-form";
import { Button } from "@/components/ui/button";
import { TextArea, TextField } from "@/components/ui/field";

interface ActFormProps {
  act: BountyAct;
  /** The part of the body that the words are. */
  field: string;
  label: string;
  hint?: string;
  maxLength: number;
  minLength?: number;
  rows?: number;
  button: string;
  /** What is asked before what cannot be undone. */
  sure?: string;
  look?: "primary" | "danger";
}

/** Does something about a bounty with some words, which are kept until the site has them. */
export function ActForm({
  act,
  field,
  label,
  hint,
  maxLength,
  minLength = 3,
  rows,
  button,
  sure,
  look,
}: ActFormProps) {
  const { refresh } = useRouter();
  const [isSure, setSure] = useState(sure === undefined);
  const run = useMutation(bountyActMutation);
  const typed = useTypedForm({
    thing: `bounty:${act.slug}/${act.path}/${field}`,
    ...{ base: JSON.stringify(act.body ?? {}), initial: { [field]: "" } },
  });
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (run.isPending) return;
    if (!isSure) return setSure(true);
    const form = event.currentTarget;
    const words = String(new FormData(form).get(field));
    run.mutate(
      { ...act, body: { ...act.body, [field]: words } },
      {
        onSuccess: () => {
          typed.saved({ [field]: words });
          form.reset();
          setSure(sure === undefined);
          refresh();
        },
      },
    );
  }
  const said = {
    label,
    hint,
    name: field,
    required: minLength > 0,
    minLength,
    maxLength,
    error: fieldsOf(run.error)[field],
  };
  return (
    <form
      ref={typed.form}
      method="post"
      onSubmit={submit}
      onInput={typed.keep}
      className="grid max-w-prose justify-items-start gap-2"
    >
      <Restored typed={typed} />
      <div className="w-full">{rows ? <TextArea {...said} rows={rows} /> : <TextField {...said} />}</div>
      <Button type="submit" {...(look && { look })} busy={run.isPending}>
        {isSure && sure ? sure : button}
      </Button>
      {!said.error && <Refused error={run.error} notice />}
    </form>
  );
}

"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import type { FormEvent } from "react";
import { Refused } from "@/app/_components/refused";
import { fieldsOf } from "@/app/_queries/refusal";
import { saveSearchMutation } from "@/app/_queries/saved-searches";
import { Restored } from "@/app/_typed/restored";
import { useTypedForm } from "@/app/_typed/use-typed-form";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/field";

/** Keeps a search under a name. */
export function SaveSearchForm({ kind, query }: { kind: string; query: string }) {
  const router = useRouter();
  const typed = useTypedForm({ thing: "search:new", base: `${kind} ${query}`, initial: { name: "" } });
  const save = useMutation(saveSearchMutation);
  const fields = fieldsOf(save.error);
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (save.isPending) return;
    const name = String(new FormData(event.currentTarget).get("name"));
    save.mutate(
      { kind, query, name },
      {
        onSuccess: () => {
          typed.saved({ name });
          router.push("/searches");
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
      className="grid max-w-prose gap-3"
    >
      <Restored typed={typed} />
      <TextField label="Name" name="name" required maxLength={80} error={fields.name ?? fields.query} />
      <div>
        <Button type="submit" look="primary" busy={save.isPending || save.isSuccess}>
          Keep this search
        </Button>
      </div>
      {Object.keys(fields).length === 0 && <Refused error={save.error} notice />}
    </form>
  );
}

"use client";

import { useMutation } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { Refused } from "@/app/_components/refused";
import { enterMutation } from "@/app/_queries/entries";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/field";

interface EnterFormProps {
  slug: string;
  findings: readonly { id: string; title: string; isDraft: boolean }[];
  /** The one that is chosen at first. */
  chosen: string | undefined;
  maxTeam: number;
}

/** Which finding is entered, and with whom. */
export function EnterForm({ slug, findings, chosen, maxTeam }: EnterFormProps) {
  const enter = useMutation(enterMutation);
  const busy = enter.isPending || enter.isSuccess;
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (busy) return;
    const form = new FormData(event.currentTarget);
    const handles = String(form.get("team") ?? "")
      .split(/\s+/)
      .filter((handle) => handle !== "");
    enter.mutate(
      { slug, finding: String(form.get("finding")), team: handles.length > 0 ? handles : null },
      { onSuccess: ({ id }) => window.location.assign(`/bounties/${slug}/entries/${id}`) },
    );
  }
  return (
    <form method="post" onSubmit={submit} className="grid max-w-prose gap-4">
      <fieldset className="grid gap-1 text-m">
        <legend className="font-semibold">The finding</legend>
        {findings.map(({ id, title, isDraft }) => (
          <label key={id} className="flex min-w-0 items-baseline gap-2">
            <input type="radio" name="finding" value={id} required defaultChecked={id === chosen} />
            <span className="min-w-0 break-words">
              <bdi>{title || "Untitled"}</bdi>
              {isDraft && <span className="text-ink-soft"> (a draft)</span>}
            </span>
          </label>
        ))}
      </fieldset>
      {maxTeam > 1 && (
        <TextField
          label="With whom"
          hint={`Handles of those who enter it with you, with spaces between; each confirms before the deadline. ${maxTeam} people at most, with you.`}
          name="team"
          maxLength={900}
        />
      )}
      <div>
        <Button type="submit" look="primary" busy={busy}>
          Enter it
        </Button>
      </div>
      <Refused error={enter.error} notice />
    </form>
  );
}

"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { Refused } from "@/app/_components/refused";
import {
  cancelBountyMutation,
  deleteDraftMutation,
  openBountyMutation,
  postponeBountyMutation,
} from "@/app/_queries/bounties";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/field";
import { maxReasonLength } from "@/lib/bounties/bounty-words";
import { UtcField } from "./utc-field";

/** Makes a draft public. */
export function OpenBounty({ slug, revision }: { slug: string; revision: number }) {
  const { refresh } = useRouter();
  const [isSure, setSure] = useState(false);
  const open = useMutation(openBountyMutation);
  const press = () => (isSure ? open.mutate({ slug, revision }, { onSuccess: refresh }) : setSure(true));
  return (
    <div className="grid justify-items-start gap-2">
      <Button look="primary" busy={open.isPending || open.isSuccess} onClick={press}>
        {isSure ? "Open it to everybody? It is never deleted then." : "Open it"}
      </Button>
      <Refused error={open.error} notice />
    </div>
  );
}

/** Deletes a draft that nobody has seen. */
export function DeleteDraft({ slug }: { slug: string }) {
  const [isSure, setSure] = useState(false);
  const remove = useMutation(deleteDraftMutation);
  const leave = { onSuccess: () => window.location.assign("/bounties?only=own") };
  return (
    <div className="mt-8 grid justify-items-start gap-2">
      <Button
        look="danger"
        busy={remove.isPending || remove.isSuccess}
        onClick={() => (isSure ? remove.mutate(slug, leave) : setSure(true))}
      >
        {isSure ? "Delete the draft for good?" : "Delete the draft"}
      </Button>
      <Refused error={remove.error} notice />
    </div>
  );
}

/** Puts the deadline later. */
export function PostponeBounty({ slug, closesAt }: { slug: string; closesAt: string }) {
  const postpone = useMutation(postponeBountyMutation);
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const typed = String(new FormData(event.currentTarget).get("later"));
    const later = new Date(`${typed}Z`);
    if (Number.isNaN(later.getTime())) return;
    postpone.mutate(
      { slug, closesAt: later.toISOString() },
      { onSuccess: () => window.location.assign(`/bounties/${slug}`) },
    );
  }
  return (
    <form onSubmit={submit} className="mt-8 grid max-w-prose justify-items-start gap-2">
      <UtcField label="Put the deadline later" name="later" at={closesAt} />
      <Button type="submit" busy={postpone.isPending || postpone.isSuccess}>
        Put it later
      </Button>
      <Refused error={postpone.error} notice />
    </form>
  );
}

/** Ends a bounty without an award. */
export function CancelBounty({ slug }: { slug: string }) {
  const [isSure, setSure] = useState(false);
  const cancel = useMutation(cancelBountyMutation);
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const reason = String(new FormData(event.currentTarget).get("reason"));
    if (!isSure) setSure(true);
    else cancel.mutate({ slug, reason }, { onSuccess: () => window.location.assign(`/bounties/${slug}`) });
  }
  return (
    <form onSubmit={submit} className="mt-8 grid max-w-prose justify-items-start gap-2">
      <TextField
        label="Why it is cancelled"
        hint="It stands on its page."
        name="reason"
        required
        minLength={3}
        maxLength={maxReasonLength}
      />
      <Button type="submit" look="danger" busy={cancel.isPending || cancel.isSuccess}>
        {isSure ? "Cancel it for good, without an award?" : "Cancel the bounty"}
      </Button>
      <Refused error={cancel.error} notice />
    </form>
  );
}

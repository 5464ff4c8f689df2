"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import type { FormEvent } from "react";
import { Refused } from "@/app/_components/refused";
import { inviteMutation } from "@/app/_queries/projects";
import { fieldsOf } from "@/app/_queries/refusal";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/field";
import { invitationDays, maxUses } from "@/lib/projects/project-words";

/** Invites somebody by name, or makes a link by which so many may join, shown this once. */
export function InviteForm({ slug }: { slug: string }) {
  const { refresh } = useRouter();
  const byName = useMutation(inviteMutation);
  const byLink = useMutation(inviteMutation);
  const fields = fieldsOf(byName.error);
  const roleOf = (form: FormData) => (form.get("role") === "owner" ? "owner" : "member");
  function sendName(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const element = event.currentTarget;
    const form = new FormData(element);
    const done = () => {
      element.reset();
      refresh();
    };
    byName.mutate({ slug, role: roleOf(form), handle: String(form.get("handle")) }, { onSuccess: done });
  }
  function makeLink(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    byLink.mutate({ slug, role: roleOf(form), uses: Number(form.get("uses")) }, { onSuccess: refresh });
  }
  const secret = byLink.data?.secret;
  return (
    <div className="grid max-w-prose gap-6">
      <form onSubmit={sendName} className="grid gap-2" aria-label="Invite by name">
        <TextField
          label="Handle"
          name="handle"
          required
          maxLength={40}
          autoComplete="off"
          error={fields.handle}
        />
        <Roles />
        <div>
          <Button type="submit" size="s" busy={byName.isPending}>
            Invite by name
          </Button>
        </div>
        {!fields.handle && <Refused error={byName.error} />}
      </form>
      <form onSubmit={makeLink} className="grid gap-2" aria-label="Make a link">
        <TextField
          label="How many may join by the link"
          name="uses"
          type="number"
          min={1}
          max={maxUses}
          defaultValue="1"
          required
        />
        <Roles />
        <div>
          <Button type="submit" size="s" busy={byLink.isPending}>
            Make a link
          </Button>
        </div>
        <Refused error={byLink.error} />
        {secret && (
          <div role="status" className="text-m">
            <p>Whoever has this link may join, for {invitationDays} days. It is shown this once:</p>
            <code className="break-all">{`${window.location.origin}/projects/${slug}#invitation=${secret}`}</code>
          </div>
        )}
      </form>
    </div>
  );
}

function Roles() {
  return (
    <label className="text-m">
      As{" "}
      <select name="role" defaultValue="member" className="input">
        <option value="member">member</option>
        <option value="owner">owner</option>
      </select>
    </label>
  );
}

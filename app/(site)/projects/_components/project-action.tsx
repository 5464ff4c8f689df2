"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { Refused } from "@/app/_components/refused";
import {
  changeRoleMutation,
  removeFeatureMutation,
  removeMemberMutation,
  revokeInvitationMutation,
} from "@/app/_queries/projects";
import { Button } from "@/components/ui/button";
import type { ProjectRole } from "@/lib/projects/project-words";

interface ActionProps {
  children: string;
  /** What it is done to, for who hears the button without its row. */
  of: string;
  isPending: boolean;
  error: Error | null;
  onAct: () => void;
}

function Action({ children, of, isPending, error, onAct }: ActionProps) {
  return (
    <span>
      <Button size="s" look="plain" busy={isPending} aria-label={`${children}: ${of}`} onClick={onAct}>
        {children}
      </Button>
      <Refused error={error} />
    </span>
  );
}

/** Takes a feature out of the project. */
export function RemoveFeature({ slug, id, words }: { slug: string; id: string; words: string }) {
  const { refresh } = useRouter();
  const { mutate, isPending, error } = useMutation(removeFeatureMutation);
  const act = () => mutate({ slug, id }, { onSuccess: refresh });
  return (
    <Action of={words} {...{ isPending, error }} onAct={act}>
      Take out
    </Action>
  );
}

interface MemberProps {
  slug: string;
  handle: string;
  role: ProjectRole;
}

/** Makes somebody an owner or a member, or takes them out. */
export function MemberActions({ slug, handle, role }: MemberProps) {
  const { refresh } = useRouter();
  const change = useMutation(changeRoleMutation);
  const remove = useMutation(removeMemberMutation);
  const other = role === "owner" ? "member" : "owner";
  return (
    <span className="flex flex-wrap gap-2">
      <Action
        of={handle}
        isPending={change.isPending}
        error={change.error}
        onAct={() => change.mutate({ slug, handle, role: other }, { onSuccess: refresh })}
      >
        {other === "owner" ? "Make an owner" : "Make a member"}
      </Action>
      <Action
        of={handle}
        isPending={remove.isPending}
        error={remove.error}
        onAct={() => remove.mutate({ slug, handle }, { onSuccess: refresh })}
      >
        Take out
      </Action>
    </span>
  );
}

/** Takes an invitation back. */
export function RevokeInvitation({ slug, id, of }: { slug: string; id: string; of: string }) {
  const { refresh } = useRouter();
  const { mutate, isPending, error } = useMutation(revokeInvitationMutation);
  return (
    <Action {...{ of, isPending, error }} onAct={() => mutate({ slug, id }, { onSuccess: refresh })}>
      Take back
    </Action>
  );
}

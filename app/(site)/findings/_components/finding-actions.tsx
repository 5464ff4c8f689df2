"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { Refused } from "@/app/_components/refused";
import { deleteFindingMutation, forkFindingMutation, withdrawFindingMutation } from "@/app/_queries/findings";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/link";

interface FindingActionsProps {
  findingId: string;
  isMine: boolean;
  mayTakeBack: boolean;
  isPublished: boolean;
  canFork: boolean;
}

/** What the reader may do with a finding. */
export function FindingActions({
  findingId,
  isMine,
  mayTakeBack,
  isPublished,
  canFork,
}: FindingActionsProps) {
  const [sure, setSure] = useState(false);
  const withdraw = useMutation(withdrawFindingMutation);
  const fork = useMutation(forkFindingMutation);
  const remove = useMutation(deleteFindingMutation);
  const goTo = (page: string) => ({ onSuccess: () => window.location.assign(page) });

  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap gap-2">
        {isMine && !isPublished && (
          <ButtonLink href={`/findings/${findingId}/publish`} look="primary" size="s">
            {"Publish \u2026"}
          </ButtonLink>
        )}
        {isMine && (
          <ButtonLink href={`/findings/${findingId}/edit`} size="s">
            Edit
          </ButtonLink>
        )}
        {canFork && (
          <Button
            size="s"
            onClick={() => fork.mutate(findingId, { onSuccess: ({ url }) => window.location.assign(url) })}
          >
            Fork
          </Button>
        )}
        {mayTakeBack && isPublished && (
          <Button size="s" onClick={() => withdraw.mutate(findingId, goTo(`/findings/${findingId}`))}>
            Take it back
          </Button>
        )}
        {isMine && (
          <Button
            size="s"
            look="danger"
            onClick={() => (sure ? remove.mutate(findingId, goTo("/")) : setSure(true))}
          >
            {sure ? "Delete for good?" : isPublished ? "Delete" : "Delete the draft"}
          </Button>
        )}
      </div>
      <Refused error={withdraw.error ?? fork.error ?? remove.error} notice />
    </div>
  );
}

"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { Refused } from "@/app/_components/refused";
import { deleteFindingMutation, forkFindingMutation, publishFindingMutation } from "@/app/_queries/findings";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/link";

interface FindingActionsProps {
  findingId: string;
  isMine: boolean;
  isPublished: boolean;
  canFork: boolean;
}

/** What the reader may do with a finding. */
export function FindingActions({ findingId, isMine, isPublished, canFork }: FindingActionsProps) {
  const [sure, setSure] = useState(false);
  const publish = useMutation(publishFindingMutation);
  const fork = useMutation(forkFindingMutation);
  const remove = useMutation(deleteFindingMutation);
  const goTo = (page: string) => ({ onSuccess: () => window.location.assign(page) });

  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap gap-2">
        {isMine && !isPublished && (
          <Button
            look="primary"
            size="s"
            onClick={() => publish.mutate(findingId, goTo(`/findings/${findingId}`))}
          >
            Publish
          </Button>
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
        {isMine && !isPublished && (
          <Button
            size="s"
            look="danger"
            onClick={() => (sure ? remove.mutate(findingId, goTo("/")) : setSure(true))}
          >
            {sure ? "Delete for good?" : "Delete the draft"}
          </Button>
        )}
      </div>
      <Refused error={publish.error ?? fork.error ?? remove.error} notice />
    </div>
  );
}

"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Refused } from "@/app/_components/refused";
import { takeBackWantedMutation, voteForWantedMutation } from "@/app/_queries/wanted";
import { Button } from "@/components/ui/button";

interface WantedActionsProps {
  id: string;
  text: string;
  isOwn: boolean;
  hasVoted: boolean;
}

/** Votes for something that is wanted, or takes back what one asked for. */
export function WantedActions({ id, text, isOwn, hasVoted }: WantedActionsProps) {
  const { refresh } = useRouter();
  const [isSure, setSure] = useState(false);
  const vote = useMutation(voteForWantedMutation);
  const takeBack = useMutation(takeBackWantedMutation);
  return (
    <span className="flex flex-wrap items-center gap-2">
      <Button
        size="s"
        busy={vote.isPending}
        aria-pressed={hasVoted}
        aria-label={hasVoted ? `Take back your vote for: ${text}` : `Vote for: ${text}`}
        onClick={() => vote.mutate({ id, isFor: !hasVoted }, { onSuccess: refresh })}
      >
        {hasVoted ? "Take back your vote" : "I want it, too"}
      </Button>
      {isOwn && (
        <Button
          size="s"
          look="danger"
          busy={takeBack.isPending || takeBack.isSuccess}
          onClick={() => (isSure ? takeBack.mutate(id, { onSuccess: refresh }) : setSure(true))}
        >
          {isSure ? "Take it back for good?" : "Take it back"}
        </Button>
      )}
      <Refused error={vote.error ?? takeBack.error} />
    </span>
  );
}

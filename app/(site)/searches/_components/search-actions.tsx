"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Refused } from "@/app/_components/refused";
import { deleteSearchMutation, lookAtSearchMutation } from "@/app/_queries/saved-searches";
import { Button } from "@/components/ui/button";

interface SearchActionsProps {
  id: string;
  name: string;
  /** Whether something is new in it. */
  hasNews: boolean;
}

/** What one does with a search that one keeps. */
export function SearchActions({ id, name, hasNews }: SearchActionsProps) {
  const router = useRouter();
  const [isSure, setSure] = useState(false);
  const look = useMutation(lookAtSearchMutation);
  const remove = useMutation(deleteSearchMutation);
  const done = { onSuccess: () => router.refresh() };
  return (
    <span className="flex flex-wrap items-center gap-2">
      <Button
        size="s"
        off={!hasNews}
        busy={look.isPending}
        aria-label={`Mark ${name} as seen`}
        onClick={() => look.mutate(id, done)}
      >
        Mark as seen
      </Button>
      <Button
        size="s"
        look="danger"
        busy={remove.isPending}
        aria-label={isSure ? `Delete ${name} for good?` : `Delete ${name}`}
        onClick={() => (isSure ? remove.mutate(id, done) : setSure(true))}
      >
        {isSure ? "Delete for good?" : "Delete"}
      </Button>
      <Refused error={look.error ?? remove.error} />
    </span>
  );
}

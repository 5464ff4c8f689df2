"use client";

import { useMutation } from "@tanstack/react-query";
import { Refused } from "@/app/_components/refused";
import { collectMutation } from "@/app/_queries/collections";
import { Button } from "@/components/ui/button";

interface CollectButtonProps {
  collectionId: string;
  findingId: string;
  title: string;
  isIn: boolean;
}

/** Puts a finding into a collection of one's own. */
export function CollectButton({ collectionId, findingId, title, isIn }: CollectButtonProps) {
  const collect = useMutation(collectMutation);
  const isThere = isIn || collect.isSuccess;
  return (
    <span className="flex flex-wrap items-center gap-2">
      <Button
        size="s"
        busy={collect.isPending}
        off={isThere}
        aria-label={isThere ? `It is in ${title}` : `Add it to ${title}`}
        onClick={() => collect.mutate({ collectionId, findingId })}
      >
        {isThere ? "It is in it" : "Add it"}
      </Button>
      <Refused error={collect.error} />
    </span>
  );
}

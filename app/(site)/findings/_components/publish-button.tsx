"use client";

import { useMutation } from "@tanstack/react-query";
import { Refused } from "@/app/_components/refused";
import { publishFindingMutation } from "@/app/_queries/findings";
import { Button } from "@/components/ui/button";

/** Publishes the revision that stands on the page, and no other. */
export function PublishButton({ findingId, revision }: { findingId: string; revision: number }) {
  const { mutate, isIdle, isError, error } = useMutation(publishFindingMutation);
  const done = () => window.location.assign(`/findings/${findingId}`);
  return (
    <>
      <Button
        look="primary"
        busy={!isIdle && !isError}
        onClick={() => mutate({ id: findingId, revision }, { onSuccess: done })}
      >
        Publish
      </Button>
      <Refused error={error} notice />
    </>
  );
}

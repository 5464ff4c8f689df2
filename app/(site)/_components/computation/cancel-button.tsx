"use client";

import { useMutation } from "@tanstack/react-query";
import { Refused } from "@/app/_components/refused";
import { cancelMutation } from "@/app/_queries/computations";
import { Button } from "@/components/ui/button";

/** Stops what is computed at `address`. */
export function CancelButton({ address }: { address: string }) {
  const { mutate, isIdle, isError, error } = useMutation(cancelMutation);
  return (
    <>
      <Button size="s" busy={!isIdle && !isError} onClick={() => mutate(address)}>
        Cancel
      </Button>
      <Refused error={error} />
    </>
  );
}

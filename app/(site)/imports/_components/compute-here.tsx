"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { Refused } from "@/app/_components/refused";
import { computeImportMutation } from "@/app/_queries/imports";
import { Button } from "@/components/ui/button";

/** Asks this site the question of an imported circuit. The page made anew shows how far it is. */
export function ComputeHere({ importId }: { importId: string }) {
  const router = useRouter();
  const [looking, startLooking] = useTransition();
  const { mutate, isPending, error } = useMutation(computeImportMutation);
  const lookAgain = () => startLooking(() => router.refresh());
  return (
    <>
      <Button
        size="s"
        look="primary"
        busy={isPending || looking}
        onClick={() => mutate(importId, { onSuccess: lookAgain })}
      >
        Compute it here
      </Button>
      <Refused error={error} />
    </>
  );
}

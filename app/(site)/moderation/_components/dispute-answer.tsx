"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { Refused } from "@/app/_components/refused";
import { settleDisputeMutation } from "@/app/_queries/gold";
import { Button } from "@/components/ui/button";

/** Upholds a dispute, or does not. */
export function DisputeAnswer({ id }: { id: string }) {
  const router = useRouter();
  const { mutate, isPending, error } = useMutation(settleDisputeMutation);
  const settle = (isUpheld: boolean) => mutate({ id, isUpheld }, { onSuccess: () => router.refresh() });
  return (
    <p className="flex flex-wrap items-center gap-3">
      <Button size="s" busy={isPending} onClick={() => settle(true)}>
        Uphold it
      </Button>
      <Button size="s" busy={isPending} onClick={() => settle(false)}>
        The text is plain
      </Button>
      <Refused error={error} />
    </p>
  );
}

"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import type { ReactNode } from "react";
import { Refused } from "@/app/_components/refused";
import { retryMutation } from "@/app/_queries/computations";
import { Button } from "@/components/ui/button";

interface RetryButtonProps {
  /** Of what failed, in the API. */
  address: string;
  children: ReactNode;
}

/** Asks for a failed run or circuit to be computed again. */
export function RetryButton({ address, children }: RetryButtonProps) {
  const router = useRouter();
  const { mutate, isPending, error } = useMutation(retryMutation);
  return (
    <>
      <Button
        size="s"
        busy={isPending}
        onClick={() => mutate(address, { onSuccess: () => router.refresh() })}
      >
        {children}
      </Button>
      <Refused error={error} />
    </>
  );
}

"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { Refused } from "@/app/_components/refused";
import { adoptMutation, type SentAdoption } from "@/app/_queries/adoptions";
import { Button } from "@/components/ui/button";

/** Has an adoption that failed or was stopped done again, from where it came to. */
export function BeginAgain({ asked }: { asked: SentAdoption }) {
  const router = useRouter();
  const { mutate, isPending, error } = useMutation(adoptMutation);
  return (
    <>
      <Button size="s" busy={isPending} onClick={() => mutate(asked, { onSuccess: () => router.refresh() })}>
        Begin it again
      </Button>
      <Refused error={error} />
    </>
  );
}

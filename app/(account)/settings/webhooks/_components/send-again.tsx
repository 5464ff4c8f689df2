"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { Refused } from "@/app/_components/refused";
import { sendAgainMutation } from "@/app/_queries/webhooks";
import { Button } from "@/components/ui/button";

/** Sends a delivery once more; all that did not arrive, where none is named. */
export function SendAgain({ id, delivery, what }: { id: string; delivery: string | null; what?: string }) {
  const { refresh } = useRouter();
  const again = useMutation(sendAgainMutation);
  return (
    <span className="flex flex-wrap items-center gap-2">
      <Button
        size="s"
        busy={again.isPending}
        aria-label={what && `Send ${what} again`}
        onClick={() => again.mutate({ id, delivery }, { onSuccess: refresh })}
      >
        {delivery === null ? "Send again all that did not arrive" : "Send again"}
      </Button>
      <Refused error={again.error} />
    </span>
  );
}

"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { Refused } from "@/app/_components/refused";
import { confirmEntryMutation, enterMutation, withdrawEntryMutation } from "@/app/_queries/entries";
import { Button } from "@/components/ui/button";

const refreshMillis = 4_000;

/** Reads the page again while something that a rule asks for is computed. */
export function FollowEntry() {
  const { refresh } = useRouter();
  useEffect(() => {
    const timer = setInterval(() => {
      if (!document.hidden) refresh();
    }, refreshMillis);
    return () => clearInterval(timer);
  }, [refresh]);
  return (
    <p role="status" className="text-m">
      What its rules ask for is being computed; this page follows it.
    </p>
  );
}

interface EntryActionsProps {
  slug: string;
  id: string;
  /** Null where it was deleted. */
  finding: string | null;
  isEntrant: boolean;
  isWithdrawn: boolean;
  mustConfirm: boolean;
}

/** What its team may do with an entry until the deadline: mend, withdraw, confirm it. */
export function EntryActions({ slug, id, finding, isEntrant, isWithdrawn, mustConfirm }: EntryActionsProps) {
  const { refresh } = useRouter();
  const [isSure, setSure] = useState(false);
  const enter = useMutation(enterMutation);
  const withdraw = useMutation(withdrawEntryMutation);
  const confirm = useMutation(confirmEntryMutation);
  const after = { onSuccess: refresh };
  return (
    <div className="mt-3 flex flex-wrap items-start gap-3">
      {mustConfirm && (
        <Button look="primary" busy={confirm.isPending} onClick={() => confirm.mutate({ slug, id }, after)}>
          Confirm that you enter it
        </Button>
      )}
      {isEntrant && finding && (
        <Button busy={enter.isPending} onClick={() => enter.mutate({ slug, finding, team: null }, after)}>
          {isWithdrawn ? "Enter it once more" : "Enter what the finding says now"}
        </Button>
      )}
      {isEntrant && !isWithdrawn && (
        <Button
          look="plain"
          busy={withdraw.isPending}
          onClick={() => (isSure ? withdraw.mutate({ slug, id }, after) : setSure(true))}
        >
          {isSure ? "Withdraw it? Its commitments stay." : "Withdraw it"}
        </Button>
      )}
      <Refused error={enter.error ?? withdraw.error ?? confirm.error} notice />
    </div>
  );
}

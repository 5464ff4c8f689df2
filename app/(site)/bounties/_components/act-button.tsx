"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Refused } from "@/app/_components/refused";
import { type BountyAct, bountyActMutation } from "@/app/_queries/judging";
import { Button } from "@/components/ui/button";

interface ActButtonProps {
  act: BountyAct;
  words: string;
  /** What is asked before what cannot be undone. */
  sure?: string;
  look?: "primary" | "plain" | "danger";
}

/** Does something about a bounty by a press, and shows the page as it is then. */
export function ActButton({ act, words, sure, look }: ActButtonProps) {
  const { refresh } = useRouter();
  const [isSure, setSure] = useState(sure === undefined);
  const run = useMutation(bountyActMutation);
  const press = () => (isSure ? run.mutate(act, { onSuccess: refresh }) : setSure(true));
  return (
    <div className="grid justify-items-start gap-2">
      <Button {...(look && { look })} busy={run.isPending} onClick={press}>
        {isSure && sure ? sure : words}
      </Button>
      <Refused error={run.error} notice />
    </div>
  );
}

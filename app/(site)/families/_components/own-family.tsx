"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { Refused } from "@/app/_components/refused";
import { deleteFamilyMutation, shareFamilyMutation } from "@/app/_queries/families";
import { Button } from "@/components/ui/button";

/** Who sees a family of one's own, and its end. */
export function OwnFamily({ id, isPublic }: { id: string; isPublic: boolean }) {
  const [isSure, setSure] = useState(false);
  const share = useMutation(shareFamilyMutation);
  const remove = useMutation(deleteFamilyMutation);
  const change = () =>
    share.mutate({ id, isPublic: !isPublic }, { onSuccess: () => window.location.assign(`/families/${id}`) });
  const end = () =>
    isSure ? remove.mutate(id, { onSuccess: () => window.location.assign("/families") }) : setSure(true);
  return (
    <div className="mt-8 grid justify-items-start gap-2">
      <Button busy={share.isPending || share.isSuccess} onClick={change}>
        {isPublic ? "Show it to nobody but you" : "Show it to everybody"}
      </Button>
      <Button look="danger" busy={remove.isPending || remove.isSuccess} onClick={end}>
        {isSure ? "Delete for good, with all versions? Forks of it stay." : "Delete the family"}
      </Button>
      <Refused error={share.error ?? remove.error} notice />
    </div>
  );
}

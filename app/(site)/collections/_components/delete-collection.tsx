"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { Refused } from "@/app/_components/refused";
import { deleteCollectionMutation } from "@/app/_queries/collections";
import { Button } from "@/components/ui/button";

/** Deletes a collection of one's own; its findings stay. */
export function DeleteCollection({ id }: { id: string }) {
  const [isSure, setSure] = useState(false);
  const remove = useMutation(deleteCollectionMutation);
  const leave = { onSuccess: () => window.location.assign("/collections/mine") };
  return (
    <div className="mt-8 grid justify-items-start gap-2">
      <Button
        look="danger"
        busy={remove.isPending || remove.isSuccess}
        onClick={() => (isSure ? remove.mutate(id, leave) : setSure(true))}
      >
        {isSure ? "Delete for good? Its findings stay." : "Delete the collection"}
      </Button>
      <Refused error={remove.error} notice />
    </div>
  );
}

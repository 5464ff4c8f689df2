"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type MouseEvent, useState } from "react";
import { Refused } from "@/app/_components/refused";
import { deleteImportMutation } from "@/app/_queries/imports";
import { Button } from "@/components/ui/button";

interface DeleteImportProps {
  id: string;
  fileName: string;
  /** Where to go when it is gone; the page one is on is made anew where left out. */
  leadsTo?: string;
}

/** Asks once more, since what is deleted is gone. */
export function DeleteImport({ id, fileName, leadsTo }: DeleteImportProps) {
  const router = useRouter();
  const [sure, setSure] = useState(false);
  const { mutate, isIdle, isError, error } = useMutation(deleteImportMutation);
  function remove({ detail }: MouseEvent) {
    // The second of a double click is no answer to the question.
    if (detail > 1) return;
    if (!sure) return setSure(true);
    mutate(id, {
      onSuccess: () => {
        if (leadsTo) router.push(leadsTo);
        router.refresh();
      },
    });
  }
  return (
    <>
      <Button
        size="s"
        busy={!isIdle && !isError}
        look={sure ? "danger" : "plain"}
        aria-label={sure ? `Delete ${fileName} for good` : `Delete ${fileName}`}
        onClick={remove}
        onBlur={() => setSure(false)}
      >
        {sure ? "Delete for good?" : "Delete"}
      </Button>
      <Refused error={error} />
    </>
  );
}

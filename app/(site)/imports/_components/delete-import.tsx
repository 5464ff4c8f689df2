"use client";

import { useRouter } from "next/navigation";
import { type MouseEvent, useState } from "react";
import { sendJson } from "@/app/_components/send-json";
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
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState("");
  async function remove({ detail }: MouseEvent) {
    // The second of a double click is no answer to the question.
    if (detail > 1) return;
    if (!sure) return setSure(true);
    setBusy(true);
    const sent = await sendJson("DELETE", `/api/v1/imports/${id}`);
    if (!sent.ok) {
      setBusy(false);
      return setRefusal(sent.message);
    }
    if (leadsTo) router.push(leadsTo);
    router.refresh();
  }
  return (
    <>
      <Button
        size="s"
        busy={busy}
        look={sure ? "danger" : "plain"}
        aria-label={sure ? `Delete ${fileName} for good` : `Delete ${fileName}`}
        onClick={remove}
        onBlur={() => setSure(false)}
      >
        {sure ? "Delete for good?" : "Delete"}
      </Button>
      {refusal && (
        <span role="alert" className="text-danger text-s">
          {refusal}
        </span>
      )}
    </>
  );
}

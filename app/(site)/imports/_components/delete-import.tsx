"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
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
  const [refusal, setRefusal] = useState("");
  async function remove() {
    if (!sure) return setSure(true);
    const sent = await sendJson("DELETE", `/api/v1/imports/${id}`);
    if (!sent.ok) return setRefusal(sent.message);
    if (leadsTo) router.push(leadsTo);
    router.refresh();
  }
  return (
    <>
      <Button
        size="s"
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

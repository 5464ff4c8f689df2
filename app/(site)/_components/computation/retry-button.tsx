"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useState } from "react";
import { sendJson } from "@/app/_components/send-json";
import { Button } from "@/components/ui/button";

interface RetryButtonProps {
  kind: "run" | "circuit";
  id: string;
  children: ReactNode;
}

/** Asks for a failed run or circuit to be computed again. */
export function RetryButton({ kind, id, children }: RetryButtonProps) {
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState("");
  async function retry() {
    setBusy(true);
    const sent = await sendJson("POST", `/api/v1/${kind}s/${id}/retry`);
    setBusy(false);
    if (sent.ok) router.refresh();
    else setRefusal(sent.message);
  }
  return (
    <>
      <Button size="s" busy={busy} onClick={retry}>
        {children}
      </Button>
      {refusal && (
        <p role="alert" className="w-full text-danger">
          {refusal}
        </p>
      )}
    </>
  );
}

"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { sendJson } from "@/app/_components/send-json";
import { Button } from "@/components/ui/button";

/** Asks for a failed run to be computed again. */
export function RunRetry({ runId }: { runId: string }) {
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState("");
  async function retry() {
    setBusy(true);
    const sent = await sendJson("POST", `/api/v1/runs/${runId}/retry`);
    setBusy(false);
    if (sent.ok) router.refresh();
    else setRefusal(sent.message);
  }
  return (
    <>
      <Button size="s" busy={busy} onClick={retry}>
        Compute it again
      </Button>
      {refusal && (
        <p role="alert" className="w-full text-danger">
          {refusal}
        </p>
      )}
    </>
  );
}

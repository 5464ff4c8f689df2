"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { sendJson } from "@/app/_components/send-json";
import { Button } from "@/components/ui/button";

/** Asks for a failed circuit to be traced again. */
export function CircuitRetry({ circuitId }: { circuitId: string }) {
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState("");
  async function retry() {
    setBusy(true);
    const sent = await sendJson("POST", `/api/v1/circuits/${circuitId}/retry`);
    setBusy(false);
    if (sent.ok) router.refresh();
    else setRefusal(sent.message);
  }
  return (
    <>
      <Button size="s" busy={busy} onClick={retry}>
        Trace it again
      </Button>
      {refusal && (
        <p role="alert" className="w-full text-danger">
          {refusal}
        </p>
      )}
    </>
  );
}

"use client";

import { useState } from "react";
import { sendJson } from "@/app/_components/send-json";
import { Button } from "@/components/ui/button";

/** Stops what is computed at `address`. */
export function CancelButton({ address }: { address: string }) {
  const [asked, setAsked] = useState(false);
  const [refusal, setRefusal] = useState("");
  async function cancel() {
    setAsked(true);
    const sent = await sendJson("POST", `${address}/cancel`);
    if (sent.ok) return;
    setAsked(false);
    setRefusal(sent.message);
  }
  return (
    <>
      <Button size="s" busy={asked} onClick={cancel}>
        Cancel
      </Button>
      {refusal && (
        <p role="alert" className="w-full text-danger text-m">
          {refusal}
        </p>
      )}
    </>
  );
}

"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { sendJson } from "@/app/_components/send-json";
import { Button } from "@/components/ui/button";
import { Progress } from "@/components/ui/progress";
import type { ComputationProgress } from "@/lib/jobs/computation-view";
import { fetchDocument } from "./workbench/circuit-document";
import { loadWorkbench } from "./workbench/load-workbench";

interface CircuitProgressProps {
  circuitId: string;
  initial: ComputationProgress;
  canCancel: boolean;
}

/** What a waiting reader wants to know first. */
export function describeWait({ progress, stage, queue }: ComputationProgress): string {
  if (queue.workers === 0)
    return "No worker is running, so nothing is computed at the moment. The circuit stays in the queue and is begun when one starts.";
  if (progress > 0 || stage) return stage ?? "Tracing";
  if (queue.ahead > 0)
    return `Waiting: ${queue.ahead} ${queue.ahead === 1 ? "job is" : "jobs are"} before this one.`;
  return "Next in the queue.";
}

/** How far a circuit is, live, until it is ready or failed: then the page is made anew. */
export function CircuitProgress({ circuitId, initial, canCancel }: CircuitProgressProps) {
  const router = useRouter();
  const [now, setNow] = useState(initial);
  const [connected, setConnected] = useState(true);
  const [refusal, setRefusal] = useState("");

  useEffect(() => {
    // What the finished page will want; should it not come, that page asks again and says so.
    loadWorkbench().catch(() => {});
    const source = new EventSource(`/api/v1/circuits/${circuitId}/events`);
    let lookAgain: ReturnType<typeof setTimeout> | undefined;
    source.addEventListener("open", () => setConnected(true));
    source.addEventListener("circuit", ({ data }) => {
      const state: ComputationProgress = JSON.parse(data);
      setNow(state);
      if (state.status === "computing") return;
      source.close();
      if (state.status === "ready") fetchDocument(circuitId).catch(() => {});
      router.refresh();
    });
    source.addEventListener("error", () => {
      setConnected(false);
      // The browser comes back by itself, except after an answer that was no stream.
      if (source.readyState === EventSource.CLOSED) lookAgain = setTimeout(() => router.refresh(), 5_000);
    });
    return () => {
      source.close();
      clearTimeout(lookAgain);
    };
  }, [circuitId, router]);

  async function cancel() {
    const sent = await sendJson("POST", `/api/v1/circuits/${circuitId}/cancel`);
    setRefusal(sent.ok ? "" : sent.message);
  }
  return (
    <div className="py-3">
      <Progress value={now.progress} label="How far the circuit is" />
      <div className="mt-2 flex min-h-8 flex-wrap items-center justify-between gap-2 text-m">
        <p role="status">
          {connected ? describeWait(now) : "The connection to the site was lost; trying again."}
        </p>
        {canCancel && (
          <Button size="s" onClick={cancel}>
            Cancel
          </Button>
        )}
      </div>
      {refusal && (
        <p role="alert" className="text-danger text-m">
          {refusal}
        </p>
      )}
    </div>
  );
}

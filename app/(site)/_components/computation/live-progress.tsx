"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { sendJson } from "@/app/_components/send-json";
import { Button } from "@/components/ui/button";
import { Progress } from "@/components/ui/progress";
import type { ComputationProgress } from "@/lib/jobs/computation-view";

interface LiveProgressProps {
  /** What is computed; its routes are /api/v1/runs, /api/v1/circuits and /api/v1/imports. */
  kind: "run" | "circuit" | "import";
  id: string;
  initial: ComputationProgress;
  canCancel: boolean;
  /** Called when it is ready, just before the page is made anew. */
  onReady?: () => void;
}

/** What a waiting reader wants to know first. */
export function describeProgress({ progress, stage, queue }: ComputationProgress): string {
  if (queue.workers === 0)
    return "No worker is running, so nothing is computed at the moment. This stays in the queue and begins when one starts.";
  if (progress > 0 || stage) return stage ?? "Computing";
  if (queue.ahead > 0)
    return `Waiting: ${queue.ahead} ${queue.ahead === 1 ? "job is" : "jobs are"} before this one.`;
  return "Next in the queue.";
}

/** How far a run or a circuit is, live, until it is ready or failed: then the page is made anew. */
export function LiveProgress({ kind, id, initial, canCancel, onReady }: LiveProgressProps) {
  const address = `/api/v1/${kind}s/${id}`;
  const router = useRouter();
  const [now, setNow] = useState(initial);
  const [connected, setConnected] = useState(true);
  const [refusal, setRefusal] = useState("");

  const ready = useRef(onReady);
  ready.current = onReady;

  useEffect(() => {
    const source = new EventSource(`${address}/events`);
    let lookAgain: ReturnType<typeof setTimeout> | undefined;
    source.addEventListener("open", () => setConnected(true));
    source.addEventListener(kind, ({ data }) => {
      const state: ComputationProgress = JSON.parse(data);
      setNow(state);
      if (state.status === "computing") return;
      source.close();
      if (state.status === "ready") ready.current?.();
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
  }, [kind, address, router]);

  async function cancel() {
    const sent = await sendJson("POST", `${address}/cancel`);
    setRefusal(sent.ok ? "" : sent.message);
  }

  return (
    <div className="py-3">
      <Progress value={now.progress} label={`How far the ${kind} is`} />
      <div className="mt-2 flex min-h-8 flex-wrap items-center justify-between gap-2 text-m">
        <p role="status">
          {connected ? describeProgress(now) : "The connection to the site was lost; trying again."}
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

"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { Progress } from "@/components/ui/progress";
import type { ComputationProgress } from "@/lib/computations/computation-view";
import { CancelButton } from "./cancel-button";

interface LiveProgressProps {
  /** What is computed, and what its events are called. */
  kind: "run" | "circuit" | "import" | "causal-check" | "expansion" | "verification";
  /** Its own address in the API: /events under it tells how far it is, /cancel stops it. */
  address: string;
  /** Null while nothing is known yet. */
  initial: ComputationProgress | null;
  /** Called when it is ready, just before it is looked at. */
  onReady?: () => void;
  /** Looks at the thing itself, when it has ended or cannot be watched. If not given, the page is made anew. */
  look?: () => void;
}

const watchAgainMillis = 5_000;

/** What a waiting reader wants to know first. */
export function describeProgress({ progress, stage, queue }: ComputationProgress): string {
  if (queue.workers === 0)
    return "No worker is running, so nothing is computed at the moment. This stays in the queue and begins when one starts.";
  if (progress > 0 || stage) return stage ?? "Computing";
  if (queue.ahead > 0)
    return `Waiting: ${queue.ahead} ${queue.ahead === 1 ? "job is" : "jobs are"} before this one.`;
  return "Next in the queue.";
}

/** How far something is, live, with a way to stop it for who may, until it is ready or failed. */
export function LiveProgress({ kind, address, initial, onReady, look }: LiveProgressProps) {
  const router = useRouter();
  const [now, setNow] = useState(initial);
  const [connected, setConnected] = useState(true);
  const [turn, setTurn] = useState(0);

  const calls = { onReady, look: look ?? (() => router.refresh()) };
  const called = useRef(calls);
  called.current = calls;

  // biome-ignore lint/correctness/useExhaustiveDependencies: `turn` watches once more
  useEffect(() => {
    const source = new EventSource(`${address}/events`);
    let watchAgain: ReturnType<typeof setTimeout> | undefined;
    source.addEventListener("open", () => setConnected(true));
    source.addEventListener(kind, ({ data }) => {
      const state: ComputationProgress = JSON.parse(data);
      setNow(state);
      if (state.status === "computing") return;
      source.close();
      if (state.status === "ready") called.current.onReady?.();
      called.current.look();
    });
    source.addEventListener("error", () => {
      setConnected(false);
      // The browser comes back by itself, except after an answer that was no stream.
      if (source.readyState !== EventSource.CLOSED) return;
      watchAgain = setTimeout(() => {
        called.current.look();
        setTurn((n) => n + 1);
      }, watchAgainMillis);
    });
    return () => {
      source.close();
      clearTimeout(watchAgain);
    };
  }, [kind, address, turn]);

  return (
    <div className="py-3">
      <Progress value={now?.progress ?? null} label={`How far the ${kind.replace("-", " ")} is`} />
      <div className="mt-2 flex min-h-8 flex-wrap items-center justify-between gap-2 text-m">
        <p role="status">
          {connected ? now && describeProgress(now) : "The connection to the site was lost; trying again."}
        </p>
        {now?.canCancel && <CancelButton address={address} />}
      </div>
    </div>
  );
}

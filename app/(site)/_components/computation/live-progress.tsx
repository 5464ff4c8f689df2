"use client";

import { useRouter } from "next/navigation";
import type { ComputationKind } from "@/app/_queries/computations";
import { Progress } from "@/components/ui/progress";
import type { ComputationProgress } from "@/lib/computations/computation-view";
import { CancelButton } from "./cancel-button";
import { useProgress } from "./use-progress";

interface LiveProgressProps {
  kind: ComputationKind;
  /** Its own address in the API: /events under it tells how far it is, /cancel stops it. */
  address: string;
  /** Null while nothing is known yet. */
  initial: ComputationProgress | null;
  /** Called when it is ready, just before it is looked at. */
  onReady?: () => void;
  /** Looks at the thing itself, when it has ended or cannot be watched. If not given, the page is made anew. */
  look?: () => void;
}

/** What a waiting reader wants to know first. */
export function describeProgress({ status, progress, stage, failure, queue }: ComputationProgress): string {
  // What has ended waits for nobody, so nothing is said of its queue while the page fetches it.
  if (status === "ready") return "Done";
  if (status === "failed") return failure ?? "It failed";
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
  const { progress, connected } = useProgress(kind, address, (isReady) => {
    if (isReady) onReady?.();
    if (look) look();
    else router.refresh();
  });
  const now = progress ?? initial;
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

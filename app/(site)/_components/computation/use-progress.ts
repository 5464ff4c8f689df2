import { useQuery } from "@tanstack/react-query";
import { useEffect, useEffectEvent } from "react";
import { type ComputationKind, progressQuery } from "@/app/_queries/computations";
import type { ComputationProgress } from "@/lib/computations/computation-view";

interface LiveState {
  /** Null until the first event. */
  progress: ComputationProgress | null;
  connected: boolean;
}

/**
 * How far what is computed at `address` is, live, as long as it is `watched`. `look` is called when it has ended, with
 * whether it is ready, and when it cannot be watched.
 */
export function useProgress(
  kind: ComputationKind,
  address: string,
  look: (isReady: boolean) => void,
  watched = true,
): LiveState {
  const { data, failureCount } = useQuery({ ...progressQuery(kind, address), enabled: watched });
  const status = data?.progress?.status;
  const onLook = useEffectEvent(look);
  useEffect(() => {
    if (!watched) return;
    const ended = status === "ready" || status === "failed";
    if (ended || failureCount > 0) onLook(status === "ready");
  }, [watched, status, failureCount]);
  return { progress: data?.progress ?? null, connected: data?.connected !== false };
}

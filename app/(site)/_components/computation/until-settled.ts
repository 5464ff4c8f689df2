import type { ComputationProgress } from "@/lib/computations/computation-view";

/** Why it was not computed, in words for the reader where there are any. */
export class NotComputed extends Error {}

/**
 * Resolves when a run or a circuit is ready; rejects with `NotComputed` when it fails, the connection is lost for good
 * or `signal` aborts. A stream is one of the few connections a browser opens to a site, so it is never left open.
 */
export function untilSettled(kind: "run" | "circuit", id: string, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const source = new EventSource(`/api/v1/${kind}s/${id}/events`);
    const end = (settle: () => void) => {
      source.close();
      settle();
    };
    const fail = (reason: string) => end(() => reject(new NotComputed(reason)));
    source.addEventListener(kind, ({ data }) => {
      const { status, failure }: ComputationProgress = JSON.parse(data);
      if (status === "ready") end(resolve);
      if (status === "failed") fail(failure ?? "");
    });
    source.addEventListener("error", () => {
      // The browser comes back by itself, except after an answer that was no stream.
      if (source.readyState === EventSource.CLOSED) fail("");
    });
    signal.addEventListener("abort", () => fail(""));
  });
}

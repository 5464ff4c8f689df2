import type { ComputationProgress } from "@/lib/jobs/computation-view";

class NotComputed extends Error {}

/** Resolves when a run or a circuit is ready; rejects when it fails or the connection is lost for good. */
export function untilSettled(kind: "run" | "circuit", id: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const source = new EventSource(`/api/v1/${kind}s/${id}/events`);
    const end = (settle: () => void) => {
      source.close();
      settle();
    };
    source.addEventListener(kind, ({ data }) => {
      const { status, failure }: ComputationProgress = JSON.parse(data);
      if (status === "ready") end(resolve);
      if (status === "failed") end(() => reject(new NotComputed(failure ?? "")));
    });
    source.addEventListener("error", () => {
      // The browser comes back by itself, except after an answer that was no stream.
      if (source.readyState === EventSource.CLOSED) end(() => reject(new NotComputed()));
    });
  });
}

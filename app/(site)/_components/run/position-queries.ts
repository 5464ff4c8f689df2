import { QueryClient } from "@tanstack/react-query";
import type { RunPositionView } from "@/lib/runs/view";

/*
 * Loaded when somebody first points at another token (use-run-position.ts), not with the page: the first token's
 * data comes with the page itself.
 */

/** A finished run never changes, so what was fetched once stays right. */
const client = new QueryClient({
  defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY, gcTime: 30 * 60_000, retry: 2 } },
});

class PositionUnavailable extends Error {}

function query(runId: string, position: number) {
  return {
    queryKey: ["runs", runId, "positions", position],
    queryFn: async ({ signal }: { signal: AbortSignal }): Promise<RunPositionView> => {
      const response = await fetch(`/api/v1/runs/${runId}/positions/${position}`, { signal });
      if (!response.ok) throw new PositionUnavailable(`status ${response.status}`);
      return response.json();
    },
  };
}

export function seedPosition(runId: string, view: RunPositionView): void {
  client.setQueryData(query(runId, view.position).queryKey, view);
}

export function fetchPosition(runId: string, position: number): Promise<RunPositionView> {
  return client.fetchQuery(query(runId, position));
}

export function prefetchPosition(runId: string, position: number): void {
  void client.prefetchQuery(query(runId, position));
}

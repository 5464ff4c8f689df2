import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { runPositionQuery } from "@/app/_queries/runs";
import type { RunPositionView } from "@/lib/runs/view";

interface RunPosition {
  /** What is shown: the wanted position, or the last one until that has come. */
  view: RunPositionView;
  state: "shown" | "fetching" | "failed";
  retry: () => void;
  /** Fetches a position that will probably be wanted next. */
  prefetch: (position: number) => void;
}

/** The features and predictions of the wanted token. The first comes with the page, the others when asked for. */
export function useRunPosition(runId: string, tokenCount: number, wanted: number): RunPosition {
  const client = useQueryClient();
  const { data, isFetching, refetch } = useQuery(runPositionQuery(runId, wanted));
  const [last, setLast] = useState<RunPositionView>({ position: wanted, features: [], predictions: [] });
  if (data && data !== last) setLast(data);
  return {
    view: data ?? last,
    state: data ? "shown" : isFetching ? "fetching" : "failed",
    retry: () => void refetch(),
    prefetch: (position) => {
      if (position >= 0 && position < tokenCount)
        void client.prefetchQuery(runPositionQuery(runId, position));
    },
  };
}

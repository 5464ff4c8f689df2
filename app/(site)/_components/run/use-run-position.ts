import { useEffect, useRef, useState } from "react";
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
export function useRunPosition(
  runId: string,
  tokenCount: number,
  wanted: number,
  first: RunPositionView,
): RunPosition {
  const [view, setView] = useState(first);
  const [failed, setFailed] = useState(false);
  const [attempt, setAttempt] = useState(0);
  const queries = useRef<Promise<typeof import("./position-queries")> | null>(null);

  function load() {
    queries.current ??= import("./position-queries").then((loaded) => {
      loaded.seedPosition(runId, first);
      return loaded;
    });
    return queries.current;
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: `load` only touches the ref; `attempt` asks again
  useEffect(() => {
    if (wanted === view.position) return;
    let current = true;
    setFailed(false);
    load()
      .then(({ fetchPosition }) => fetchPosition(runId, wanted))
      .then(
        (fetched) => current && setView(fetched),
        () => {
          queries.current = null;
          if (current) setFailed(true);
        },
      );
    return () => {
      current = false;
    };
  }, [runId, wanted, view.position, attempt]);

  return {
    view,
    state: wanted === view.position ? "shown" : failed ? "failed" : "fetching",
    retry: () => setAttempt((n) => n + 1),
    prefetch: (position) => {
      if (position < 0 || position >= tokenCount) return;
      load().then(
        ({ prefetchPosition }) => prefetchPosition(runId, position),
        () => {
          queries.current = null;
        },
      );
    },
  };
}

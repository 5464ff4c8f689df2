"use client";

import { useQueryClient } from "@tanstack/react-query";
import { lazy, type ReactNode, Suspense, useRef, useState } from "react";
import { circuitGraphQuery } from "@/app/_queries/circuits";
import { Button } from "@/components/ui/button";
import type { GlanceGraphProps } from "./glance-graph";

const loadGraph = () => import("./glance-graph");
const GlanceGraph = lazy(() => loadGraph().then((loaded) => ({ default: loaded.GlanceGraph })));

interface CircuitGlanceProps extends Omit<GlanceGraphProps, "waiting" | "focused"> {
  /** The graph as it looks before it is touched. */
  picture: ReactNode;
}

/**
 * A finished circuit where a page is about more than it: a picture that comes with the page, and the graph itself,
 * to move and to choose in, from the moment somebody reaches for it.
 */
export function CircuitGlance({ picture, ...graph }: CircuitGlanceProps) {
  const client = useQueryClient();
  const [wanted, setWanted] = useState<"no" | "by-pointer" | "by-key">("no");
  const [isAtButton, setAtButton] = useState(false);
  const frame = useRef<HTMLDivElement>(null);
  function fetchAhead() {
    // Should either not come now, it is asked for again where it is used.
    loadGraph().catch(() => {});
    void client.prefetchQuery(circuitGraphQuery(graph.circuit.address));
  }
  function want(how: typeof wanted) {
    fetchAhead();
    // The page may scroll under a resting pointer, which asks for nothing that a key has not: also before the script had come.
    const isByKey = frame.current?.contains(document.activeElement);
    setWanted((known) => (known === "by-key" || isByKey ? "by-key" : how));
  }
  function reachButton() {
    fetchAhead();
    setAtButton(true);
  }
  const still = (
    <>
      <div ref={frame} className="graph" onPointerEnter={() => want("by-pointer")}>
        {picture}
        <div className="absolute top-2 right-2">
          <Button
            size="s"
            onFocus={reachButton}
            onBlur={() => setAtButton(false)}
            onClick={() => want("by-key")}
          >
            Explore
          </Button>
        </div>
      </div>
      <p className="graph-chosen">{"\u00a0"}</p>
    </>
  );
  if (wanted === "no") return still;
  return (
    <Suspense fallback={still}>
      <GlanceGraph {...graph} waiting={still} focused={wanted === "by-key" || isAtButton} />
    </Suspense>
  );
}

"use client";

import { useEffect } from "react";
import { LiveProgress } from "@/app/(site)/_components/computation/live-progress";
import type { ComputationProgress } from "@/lib/computations/computation-view";
import { circuitAddress, fetchDocument } from "./workbench/circuit-document";
import { loadWorkbench } from "./workbench/load-workbench";

interface CircuitProgressProps {
  circuitId: string;
  initial: ComputationProgress;
}

/** How far a circuit is, while what its finished page will want is fetched ahead: the graph is drawn at once. */
export function CircuitProgress({ circuitId, initial }: CircuitProgressProps) {
  useEffect(() => {
    // Should it not come, the finished page asks again and says so.
    loadWorkbench().catch(() => {});
  }, []);
  return (
    <div className="circuit-progress">
      <LiveProgress
        kind="circuit"
        address={circuitAddress(circuitId)}
        initial={initial}
        onReady={() => {
          fetchDocument(circuitAddress(circuitId)).catch(() => {});
        }}
      />
    </div>
  );
}

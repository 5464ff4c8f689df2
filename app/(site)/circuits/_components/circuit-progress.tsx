"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { circuitAddress, circuitGraphQuery } from "@/app/_queries/circuits";

import { LiveProgress } from "@/app/(site)/_components/computation/live-progress";
import type { ComputationProgress } from "@/lib/computations/computation-view";

import { loadWorkbench } from "./instrument/load-workbench";

interface CircuitProgressProps {
  circuitId: string;
  initial: ComputationProgress;
}

/** How far a circuit is, while what its finished page will want is fetched ahead: the graph is drawn at once. */
export function CircuitProgress({ circuitId, initial }: CircuitProgressProps) {
  const client = useQueryClient();
  const address = circuitAddress(circuitId);
  useEffect(() => {
    // Should it not come, the finished page asks again and says so.
    loadWorkbench().catch(() => {});
  }, []);
  return (
    <div className="circuit-progress">
      <LiveProgress
        kind="circuit"
        address={address}
        initial={initial}
        onReady={() => void client.prefetchQuery(circuitGraphQuery(address))}
      />
    </div>
  );
}

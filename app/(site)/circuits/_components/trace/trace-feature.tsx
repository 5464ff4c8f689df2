"use client";

import { formatFeature, formatNodeId } from "@/lib/circuit-format/node-id";
import type { ActiveFeatureView } from "@/lib/runs/view";
import { TraceButton } from "./trace-button";
import { useTracing } from "./trace-context";

/** Traces a feature at the token one is looking at, or where it fires most. */
export function TraceFeature({ feature }: { feature: ActiveFeatureView }) {
  const tracing = useTracing();
  const { firesAt, activation } = feature;
  const position = tracing?.position ?? firesAt.find(([, value]) => value === activation)?.[0];
  if (position === undefined) return null;
  const target = formatNodeId({ ...feature, position });
  return <TraceButton target={target} name={`${formatFeature(feature)} at token ${position}`} />;
}

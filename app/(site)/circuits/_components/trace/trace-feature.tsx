"use client";

import type { ActiveFeatureView } from "@/lib/runs/view";
import { TraceButton } from "./trace-button";
import { useTracing } from "./trace-context";

/** Traces a feature at the token one is looking at, or where it fires most. */
export function TraceFeature({ feature }: { feature: ActiveFeatureView }) {
  const tracing = useTracing();
  const { kind, layer, index, firesAt, activation } = feature;
  const position = tracing?.position ?? firesAt.find(([, value]) => value === activation)?.[0];
  if (position === undefined) return null;
  const name = `${kind}.${layer}.${index}`;
  return <TraceButton target={`${name}@${position}`} name={`${name} at token ${position}`} />;
}

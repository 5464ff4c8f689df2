import { Measured } from "@/app/(site)/_components/measured";
import { formatProbability } from "@/components/ui/format-number";
import type { Head } from "@/lib/evidence-format/heads";
import type { HeadMeasure } from "@/lib/heads/head-words";

/** One figure of a head. */
export function Measure({ head, measure }: { head: Head; measure: HeadMeasure }) {
  const value = head[measure];
  if (value === null) return <>not measured</>;
  if (typeof value === "object") return <Measured figure={value} />;
  return <>{value === 0 ? "0%" : formatProbability(value)}</>;
}

/** What heads are sorted by; one that was not measured comes last. */
export function sizeOf(head: Head, measure: HeadMeasure): number {
  const value = head[measure];
  if (value === null) return -1;
  return typeof value === "object" ? value.value : value;
}

import type { Mean } from "@/lib/label-scores/view";

/** A mean with its interval, or what keeps it from having one. */
export function MeanScore({ mean, signed = false }: { mean: Mean | null; signed?: boolean }) {
  if (!mean) return <span className="text-ink-soft">none checked</span>;
  const format = (value: number) =>
    `${signed && value > 0 ? "+" : ""}${value.toFixed(3).replace("-", "\u2212")}`;
  return (
    <span className="whitespace-nowrap">
      <strong>{format(mean.value)}</strong>{" "}
      <span className="text-ink-soft">
        {mean.low === null || mean.high === null
          ? "too few features for an interval"
          : `${format(mean.low)} to ${format(mean.high)}`}
      </span>
    </span>
  );
}

import type { Agreement } from "@/lib/judgements/view";

/** Krippendorff's alpha with its 90% interval, where it has one. */
export function Alpha({ alpha }: { alpha: Agreement["family"] }) {
  if (!alpha) return <>not told: all say one thing</>;
  const { value, low, high } = alpha;
  return (
    <span className="whitespace-nowrap tabular-nums">
      {shown(value)}
      {low !== null && high !== null && ` (${shown(low)} to ${shown(high)})`}
    </span>
  );
}

function shown(value: number): string {
  const rounded = value.toFixed(2);
  return (rounded === "-0.00" ? "0.00" : rounded).replace("-", "\u2212");
}

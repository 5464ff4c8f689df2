import { Num } from "./num";

/** The key of the activation scale. It says what the strongest shade stands for. */
export function HeatLegend({ top }: { top: number }) {
  return (
    <span className="inline-flex items-center gap-2 text-s text-ink-soft">
      <span>0</span>
      <span className="legend-ramp" role="img" aria-label="Activation, from none to strong" />
      <Num value={top} />
    </span>
  );
}

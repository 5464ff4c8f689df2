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

/** The key of a scale of two hues, from the most that is taken away to the most that is added. */
export function SignedLegend({ top }: { top: number }) {
  return (
    <span className="inline-flex items-center gap-2 text-s text-ink-soft">
      <Num value={-top} />
      <span
        className="legend-ramp legend-signed"
        role="img"
        aria-label="From taken away, over nothing, to added"
      />
      <Num value={top} />
    </span>
  );
}

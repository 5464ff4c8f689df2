import { formatCount, formatNumber } from "@/components/ui/format-number";

const steps = 100;
const min = 1e-4;
const max = 0.5;

/** Position 0 shows everything; the others are influences from 0.0001 to 0.5, as far apart in ratio. */
export function influenceAt(step: number): number {
  if (step <= 0) return 0;
  const value = min * (max / min) ** ((step - 1) / (steps - 1));
  return Number(value.toPrecision(2));
}

export function stepOfInfluence(influence: number): number {
  if (influence < min) return 0;
  const step = 1 + (steps - 1) * (Math.log(influence / min) / Math.log(max / min));
  return Math.min(steps, Math.round(step));
}

interface InfluenceSliderProps {
  value: number;
  shown: number;
  total: number;
  disabled: boolean;
  onChange: (value: number) => void;
}

/** How little a node may matter and still be shown. */
export function InfluenceSlider({ value, shown, total, disabled, onChange }: InfluenceSliderProps) {
  const said = value === 0 ? "all" : `influence \u2265 ${formatNumber(value)}`;
  return (
    <label className="influence-slider">
      <span className="sr-only">Show nodes from an influence of</span>
      <span aria-hidden="true">
        {said}, {formatCount(shown)} of {formatCount(total)} nodes
      </span>
      <input
        type="range"
        min={0}
        max={steps}
        value={stepOfInfluence(value)}
        disabled={disabled}
        aria-valuetext={`${said}, ${shown} of ${total} nodes`}
        onChange={({ target }) => onChange(influenceAt(Number(target.value)))}
      />
    </label>
  );
}

import { TraceFeature } from "@/app/(site)/circuits/_components/trace/trace-feature";
import { Bar } from "@/components/ui/bar";
import { Num } from "@/components/ui/num";
import { formatFeature } from "@/lib/circuit-format/node-id";
import type { ActiveFeatureView } from "@/lib/runs/view";
import { FeatureName } from "../feature-card/feature-name";

interface FeatureRowProps {
  feature: ActiveFeatureView;
  /** The top of the bar's scale. */
  top: number;
  /** What stands for the feature where its group does not already say its kind and layer. */
  name: string;
  note?: string | undefined;
  chosen: boolean;
  onChoose: (feature: ActiveFeatureView) => void;
  onPoint: (feature: ActiveFeatureView | null) => void;
}

/** A feature that can be pointed at, to see where else it fires, and chosen, to keep it on the strip. */
export function FeatureRow({ feature, top, name, note, chosen, onChoose, onPoint }: FeatureRowProps) {
  const subtitle = [feature.label, note].filter(Boolean).join(", ");
  return (
    <li className="feature-line">
      <FeatureName feature={feature} className="mono" label={`${formatFeature(feature)}, its page`}>
        {name}
      </FeatureName>
      <button
        type="button"
        className="feature-row"
        data-feature={formatFeature(feature)}
        data-lines={subtitle ? 2 : 1}
        aria-pressed={chosen}
        onClick={() => onChoose(feature)}
        onPointerEnter={() => onPoint(feature)}
        onPointerLeave={() => onPoint(null)}
        onFocus={() => onPoint(feature)}
        onBlur={() => onPoint(null)}
      >
        <span className="sr-only">{name}</span>
        {subtitle && <span className="feature-row-subtitle">{subtitle}</span>}
        <Bar value={feature.activation} top={top} />
        <Num value={feature.activation} className="feature-row-value" />
      </button>
      <TraceFeature feature={feature} />
    </li>
  );
}

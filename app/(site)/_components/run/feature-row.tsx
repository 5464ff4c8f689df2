import { TraceFeature } from "@/app/(site)/circuits/_components/trace/trace-feature";
import { Bar } from "@/components/ui/bar";
import { formatCount, formatProbability } from "@/components/ui/format-number";
import { KindGlyph } from "@/components/ui/kind-glyph";
import { Num } from "@/components/ui/num";
import { formatFeature } from "@/lib/circuit-format/node-id";
import type { ActiveFeatureView } from "@/lib/runs/view";
import { FeatureName } from "../feature-card/feature-name";
import { shareOfLargest } from "./feature-order";

interface FeatureRowProps {
  feature: ActiveFeatureView;
  /** The top of the bar's scale. */
  top: number;
  note?: string | undefined;
  chosen: boolean;
  onChoose: (feature: ActiveFeatureView) => void;
  onPoint: (feature: ActiveFeatureView | null) => void;
}

/** A feature that can be pointed at, to see where else it fires, and chosen, to keep it on the strip. */
export function FeatureRow({ feature, top, note, chosen, onChoose, onPoint }: FeatureRowProps) {
  const id = formatFeature(feature);
  return (
    <li className="feature-line">
      <KindGlyph kind={feature.kind} />
      <FeatureName
        feature={feature}
        className="feature-line-name"
        label={`${feature.label ?? ""} ${feature.standing ?? ""} ${id}, its page`}
        standing={feature.standing}
      >
        {feature.label ?? <span className="text-ink-soft">not named yet</span>}
      </FeatureName>
      <button
        type="button"
        className="feature-row"
        data-feature={id}
        aria-pressed={chosen}
        onClick={() => onChoose(feature)}
        onPointerEnter={() => onPoint(feature)}
        onPointerLeave={() => onPoint(null)}
        onFocus={() => onPoint(feature)}
        onBlur={() => onPoint(null)}
      >
        <span className="mono feature-row-id">{id}</span>
        {note && <span className="feature-row-note">{note}</span>}
        <Bar value={feature.activation} top={top} />
        <Num value={feature.activation} className="feature-row-value" />
        <Measured feature={feature} />
      </button>
      <TraceFeature feature={feature} />
    </li>
  );
}

/** How strong and how rare this is for the feature itself. */
function Measured({ feature }: { feature: ActiveFeatureView }) {
  const share = shareOfLargest(feature);
  const { measured } = feature;
  if (!measured) return <span className="feature-row-measured text-ink-soft">not measured</span>;
  return (
    <span className="feature-row-measured">
      <span
        title={`Of ${measured.largest}, its largest in the texts that were read, their first tokens left out`}
      >
        {share === null ? "none seen" : `${Math.round(100 * share)}% of max`}
      </span>{" "}
      <span
        className="text-ink-soft"
        title={`it fires on ${formatProbability(measured.density)} of the tokens that were read`}
      >
        {rarity(measured.density)}
      </span>
    </span>
  );
}

/** On how many tokens it fires: one in so many, of two digits, or a share where it is on often. */
function rarity(density: number): string {
  if (density <= 0) return "never seen";
  if (density > 0.1) return `on ${Math.round(100 * density)}%`;
  return `1 in ${formatCount(Number((1 / density).toPrecision(2)))}`;
}

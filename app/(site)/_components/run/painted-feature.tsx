import { KindTerm } from "@/app/_components/term/kind-term";
import { KindGlyph } from "@/components/ui/kind-glyph";
import { HeatLegend } from "@/components/ui/legend";
import { Num } from "@/components/ui/num";
import { formatFeature } from "@/lib/circuit-format/node-id";
import type { ActiveFeatureView } from "@/lib/runs/view";
import { FeatureName } from "../feature-card/feature-name";

interface PaintedFeatureProps {
  feature: ActiveFeatureView | null;
  tokenCount: number;
  top: number;
  /** Set where the reader chose it. */
  onRelease: (() => void) | null;
}

/** The line under the strip: whose activations are painted on it, and to which scale. */
export function PaintedFeature({ feature, tokenCount, top, onRelease }: PaintedFeatureProps) {
  if (!feature) return <p className="painted text-ink-soft">No feature fires here.</p>;
  const first = feature.firesAt.find(([position]) => position === 0)?.[1];
  return (
    <div className="painted">
      <span className="inline-flex items-center gap-2">
        <KindGlyph kind={feature.kind} />
        <FeatureName feature={feature} className="mono font-semibold">
          {formatFeature(feature)}
        </FeatureName>
        <KindTerm kind={feature.kind} />
      </span>
      <span className="text-ink-soft" data-standing={feature.standing}>
        {feature.label ?? "not named yet"}
      </span>
      <span className="text-ink-soft max-sm:hidden">
        fires at {feature.firesAt.length} of {tokenCount} tokens
      </span>
      {first !== undefined && first > top && (
        <span className="text-ink-soft max-md:hidden">
          (<Num value={first} /> at the first, off the scale)
        </span>
      )}
      <span className="ml-auto inline-flex items-center gap-3">
        <HeatLegend top={top} />
        {onRelease && (
          <button type="button" className="show-more" onClick={onRelease}>
            Unpin
          </button>
        )}
      </span>
    </div>
  );
}

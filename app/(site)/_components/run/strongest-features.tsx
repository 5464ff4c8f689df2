"use client";

import { KindGlyph } from "@/components/ui/kind-glyph";
import { kindWords } from "@/lib/circuit-format/kind-words";
import { formatFeature } from "@/lib/circuit-format/node-id";
import type { ActiveFeatureView, RunView } from "@/lib/runs/view";
import { tokenName } from "@/lib/tokens/token-words";
import { FeatureRow } from "./feature-row";
import type { Selection } from "./selection";

interface StrongestFeaturesProps {
  features: readonly ActiveFeatureView[];
  run: Pick<RunView, "tokens" | "kinds">;
  filter: Pick<Selection, "kind" | "layer">;
  chosen: string | null;
  onChoose: (feature: ActiveFeatureView) => void;
  onPoint: (feature: ActiveFeatureView | null) => void;
}

function peak({ firesAt, activation }: ActiveFeatureView): number {
  return firesAt.find(([, value]) => value === activation)?.[0] ?? 0;
}

/** The features that fire most strongly anywhere in the run, each kind by itself. */
export function StrongestFeatures({
  features,
  run,
  filter,
  chosen,
  onChoose,
  onPoint,
}: StrongestFeaturesProps) {
  const kinds = run.kinds.filter(({ kind }) => filter.kind === null || filter.kind === kind);
  return (
    <div className="grid gap-x-8 gap-y-6 md:grid-cols-[repeat(auto-fit,minmax(14rem,1fr))]">
      {kinds.map(({ kind }) => {
        const ofKind = features.filter(
          (feature) => feature.kind === kind && (filter.layer === null || feature.layer === filter.layer),
        );
        return (
          <section key={kind} aria-label={`Strongest ${kindWords[kind].name} features`} className="min-w-0">
            <h3 className="flex items-center gap-2 border-line border-b pb-1 text-s">
              <KindGlyph kind={kind} />
              {kindWords[kind].name}
              <span className="ml-auto font-normal text-ink-soft">first token left out</span>
            </h3>
            {ofKind.length === 0 && (
              <p className="py-1 text-ink-soft text-s">None of the strongest is in this layer.</p>
            )}
            <ul>
              {ofKind.map((feature) => (
                <FeatureRow
                  key={formatFeature(feature)}
                  feature={feature}
                  top={ofKind[0]?.activation ?? 0}
                  name={formatFeature(feature)}
                  note={`at ${peak(feature)}, ${tokenName(run.tokens[peak(feature)])}`}
                  chosen={chosen === formatFeature(feature)}
                  onChoose={onChoose}
                  onPoint={onPoint}
                />
              ))}
            </ul>
          </section>
        );
      })}
    </div>
  );
}

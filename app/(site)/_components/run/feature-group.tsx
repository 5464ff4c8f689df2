"use client";

import { useState } from "react";
import { KindGlyph } from "@/components/ui/kind-glyph";
import { kindWords } from "@/lib/circuit-format/kind-words";
import { formatFeature } from "@/lib/circuit-format/node-id";
import type { ActiveFeatureView } from "@/lib/runs/view";
import type { FeatureGroup as Group } from "./feature-groups";
import { FeatureRow } from "./feature-row";

interface FeatureGroupProps {
  group: Group;
  /** How many rows stand there before one asks for all. */
  rows: number;
  chosen: string | null;
  onChoose: (feature: ActiveFeatureView) => void;
  onPoint: (feature: ActiveFeatureView | null) => void;
}

/** The features of one dictionary that fire, strongest first. Bars are to the scale of this dictionary. */
export function FeatureGroup({ group, rows, chosen, onChoose, onPoint }: FeatureGroupProps) {
  const [all, setAll] = useState(false);
  const { kind, layer, features } = group;
  const shown = all ? features : features.slice(0, rows);
  const more = features.length - rows;
  const top = features[0]?.activation ?? 0;
  return (
    <section aria-label={`${kindWords[kind].name}, layer ${layer}`} className="min-w-0">
      <h3 className="flex items-center gap-2 border-line border-b pb-1 text-s">
        <KindGlyph kind={kind} />
        <span className="mono">
          {kind}.{layer}
        </span>
        <span className="ml-auto font-normal text-ink-soft">{features.length} firing</span>
      </h3>
      {features.length === 0 && <p className="py-1 text-ink-soft text-s">None fires here.</p>}
      <ul>
        {shown.map((feature) => (
          <FeatureRow
            key={feature.index}
            feature={feature}
            top={top}
            name={String(feature.index)}
            chosen={chosen === formatFeature(feature)}
            onChoose={onChoose}
            onPoint={onPoint}
          />
        ))}
      </ul>
      {more > 0 && (
        <button type="button" className="show-more" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? "Show fewer" : `${more} more`}
        </button>
      )}
    </section>
  );
}

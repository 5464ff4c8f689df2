import type { ReactNode } from "react";
import type { FeatureView } from "@/lib/features/view";
import { AboutNumbers } from "./about-numbers";
import { DictionaryQuality } from "./dictionary-quality";
import { Examples } from "./examples";
import { FeatureHeader } from "./feature-header";
import { Heads } from "./heads";
import { Histogram } from "./histogram";
import { NotRead } from "./not-read";
import { RelatedFeatures } from "./related-features";
import type { ShownFeature } from "./shown-feature";
import { FiredTokens, PromotedTokens } from "./token-lists";

interface FeatureColumnProps {
  feature: FeatureView;
  shown: ShownFeature;
  /** Beside another there is one column for everything. */
  isBeside: boolean;
  heading: "h1" | "h2";
  /** What people call it. */
  labels: ReactNode;
  /** What is asked of the page's own feature: a text to try it on. */
  trial?: ReactNode;
  circuits: ReactNode;
}

/** All that is known of a feature. */
export function FeatureColumn({
  feature,
  shown,
  isBeside,
  heading,
  labels,
  trial,
  circuits,
}: FeatureColumnProps) {
  const { evidence } = feature;
  const level = heading === "h1" ? 2 : 3;
  return (
    <div className="min-w-0">
      <FeatureHeader feature={feature} heading={heading} />
      {labels}
      {!evidence && <NotRead feature={feature} />}
      <div className="feature-columns" data-columns={isBeside || !evidence ? 1 : 2}>
        <div className="min-w-0">
          {evidence && <Examples {...{ feature, evidence, shown, level }} />}
          {trial}
          {circuits}
        </div>
        {evidence && (
          <div className="min-w-0">
            <PromotedTokens {...{ evidence, level }} />
            <FiredTokens {...{ evidence, level }} />
            <Histogram {...{ evidence, level }} />
            <Heads {...{ feature, evidence, shown, level }} />
            <RelatedFeatures {...{ feature, evidence, shown, level }} />
            {feature.quality && <DictionaryQuality quality={feature.quality} level={level} />}
            <AboutNumbers {...{ evidence, level }} />
          </div>
        )}
      </div>
    </div>
  );
}

import type { ReactNode } from "react";
import { TextLink } from "@/components/ui/link";
import { featurePath } from "@/lib/features/feature-address";
import type { ProjectFeatureView } from "@/lib/projects/view";

interface ProjectFeaturesProps {
  features: readonly ProjectFeatureView[];
  overlap: number;
  /** What may be done with one. */
  actionOf?: (feature: ProjectFeatureView, words: string) => ReactNode;
}

/** A project's features, with how many have judged each of those that are wanted. */
export function ProjectFeatures({ features, overlap, actionOf }: ProjectFeaturesProps) {
  if (features.length === 0) return <p className="text-m">This list ends before here.</p>;
  return (
    <ul>
      {features.map((feature) => {
        const words = `${feature.set}.${feature.layer}.${feature.index}`;
        return (
          <li key={feature.id} className="project-row">
            <span>
              <TextLink href={featurePath(feature)} data-card={featurePath(feature)}>
                {words}
              </TextLink>{" "}
              {feature.name && <bdi>{feature.name}</bdi>}
            </span>
            <span className="text-ink-soft text-s">
              judged by {feature.judged} of {overlap}
              {!feature.isWanted && ", enough"}
            </span>
            {actionOf?.(feature, words)}
          </li>
        );
      })}
    </ul>
  );
}

import { useQuery } from "@tanstack/react-query";
import { Refused } from "@/app/_components/refused";
import { queuedFeatureQuery } from "@/app/_queries/features";
import { TextLink } from "@/components/ui/link";
import { FeatureCard, FeatureCardSkeleton } from "../../_components/feature-card/feature-card";
import { FeatureLabels } from "../../features/_components/labels/feature-labels";
import "../../_components/feature-card/feature-card.css";
import "../../features/_components/features.css";

/** A feature as one labels it: where it fires and what it says, and what people call it. */
export function QueueCard({ path, signedIn }: { path: string; signedIn: boolean }) {
  const { data: feature, error } = useQuery(queuedFeatureQuery(path));
  return (
    <div className="queue-card">
      <section aria-label="Where it fires" className="queue-evidence">
        {feature ? <FeatureCard feature={feature} /> : !error && <FeatureCardSkeleton />}
        <Refused error={error} notice="What is known of this feature could not be fetched." />
        <p className="mt-3">
          <TextLink href={path} target="_blank">
            All that is known of it
          </TextLink>{" "}
          <span className="text-ink-soft text-s">opens beside this page</span>
        </p>
      </section>
      <FeatureLabels path={path} signedIn={signedIn} level={2} />
    </div>
  );
}

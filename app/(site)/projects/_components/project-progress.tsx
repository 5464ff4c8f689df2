import { formatCount } from "@/components/ui/format-number";
import type { ProjectProgress as Progress } from "@/lib/projects/view";
import "./projects.css";

/** How many judgements a project has of those it wants. */
export function ProjectProgress({ features, finished, judgements, wanted }: Progress) {
  if (features === 0) return <p className="text-ink-soft text-m">No feature is in it yet.</p>;
  return (
    <div className="project-progress">
      <progress max={wanted} value={judgements} aria-label="Judgements of those that are wanted" />
      <p className="text-ink-soft text-s">
        {formatCount(judgements)} of {formatCount(wanted)} judgements; {formatCount(finished)} of{" "}
        {formatCount(features)} {features === 1 ? "feature has" : "features have"} enough.
      </p>
    </div>
  );
}

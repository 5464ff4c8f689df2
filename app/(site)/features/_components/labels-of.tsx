import { labelsQuery } from "@/app/_queries/labels";
import { known, Prefetched } from "@/app/_queries/prefetched";
import type { Viewer } from "@/lib/auth/viewer";
import { type FeatureAddress, featurePath } from "@/lib/features/feature-address";
import type { FeatureJudgements } from "@/lib/judgements/view";
import type { FeatureLabels as Labels } from "@/lib/labels/view";
import type { ProjectOfFeature } from "@/lib/projects/find-projects";
import { InProjects } from "./in-projects";
import { Judgements } from "./judgements/judgements";
import { FeatureLabels } from "./labels/feature-labels";
import type { Level } from "./part";

interface LabelsOfProps {
  of: FeatureAddress;
  labels: Labels;
  judgements: FeatureJudgements;
  projects: ProjectOfFeature[];
  viewer: Viewer;
  level: Level;
}

/** What people call a feature and say of it, and the projects it is in. */
export function LabelsOf({ of, labels, judgements, projects, viewer, level }: LabelsOfProps) {
  const path = featurePath(of);
  const signedIn = viewer.kind === "member";
  return (
    <>
      <Prefetched answers={[known(labelsQuery(path), labels)]}>
        <FeatureLabels path={path} signedIn={signedIn} level={level} />
      </Prefetched>
      <Judgements {...{ of, judgements, signedIn, level }} />
      <InProjects projects={projects} />
    </>
  );
}

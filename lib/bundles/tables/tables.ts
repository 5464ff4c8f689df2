import type { BundleTable } from "../table";
import { bounties, bountyResults, wanted } from "./bounties";
import { collectionItems, collections, families } from "./collections";
import { comments } from "./comments";
import { experiments } from "./experiments";
import { circuitFeatures, circuits, evaluations, findings } from "./findings";
import { labels } from "./labels";
import { dictionaries, features, models } from "./models";
import { people } from "./people";
import { projectFeatures, projects } from "./projects";

/** Every file of a bundle. A table with what is somebody's own says in its query who may see it. */
export const bundleTables: readonly BundleTable[] = [
  ...[models, dictionaries, features],
  ...[labels, findings, circuits, circuitFeatures],
  ...[collections, collectionItems, families, comments],
  ...[evaluations, experiments, projects, projectFeatures, people],
  ...[bounties, bountyResults, wanted],
];

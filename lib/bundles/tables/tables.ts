import type { BundleTable } from "../table";
import { bounties, bountyResults, wanted } from "./bounties";
import { collectionItems, collections, families } from "./collections";
import { comments } from "./comments";
import { circuitFeatures, circuits, findings } from "./findings";
import { labels } from "./labels";
import { dictionaries, features, models } from "./models";

/** Every file of a bundle. A table with what is somebody's own says in its query who may see it. */
export const bundleTables: readonly BundleTable[] = [
  ...[models, dictionaries, features],
  ...[labels, findings, circuits, circuitFeatures],
  ...[collections, collectionItems, families, comments],
  ...[bounties, bountyResults, wanted],
];

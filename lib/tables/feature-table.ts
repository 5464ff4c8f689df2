import { formatFeature } from "@/lib/circuit-format/node-id";
import { siteUrl } from "@/lib/env";
import { featurePath } from "@/lib/features/feature-address";
import { featureCursor } from "@/lib/features/find-features";
import { searchFeatures } from "@/lib/features/search-features";
import { pagesOf, type Table } from "./table";

/** Features as their list has them: by words of their names, a model, a set, a layer, a family. */
export function featureTable(asked: Parameters<typeof searchFeatures>[0]): Table {
  const site = siteUrl();
  return {
    name: "features",
    columns: ["feature", "model", "set", "name", "density", "largest activation", "address"],
    batches: pagesOf(
      featureCursor,
      (cursor, limit) => searchFeatures(asked, { cursor, limit }),
      (feature) => [
        ...[formatFeature(feature), feature.model, feature.set, feature.name],
        ...[feature.density, feature.maxActivation, site + featurePath(feature)],
      ],
    ),
  };
}

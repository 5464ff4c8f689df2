import type { Viewer } from "@/lib/auth/viewer-type";
import { featureSubject } from "@/lib/discussion/subject";
import { watchDiscussion } from "@/lib/discussion/watch-discussion";
import { labelsSubject } from "@/lib/labels/find-labels";
import { watchLabels } from "@/lib/labels/watch-labels";
import { watchHere } from "./here";
import { merged } from "./merged";
import type { FeatureNews } from "./view";

/**
 * A feature's labels, what is said about it and who else looks at it, each now and whenever it changes, until `signal` aborts: one stream for
 * all that a page shows live, since a browser opens few.
 */
export function watchFeature(
  key: { dictionaryId: string; index: number },
  viewer: Viewer,
  signal: AbortSignal,
): AsyncGenerator<FeatureNews> {
  return merged<FeatureNews>([
    each(watchLabels(key, viewer, signal), (labels) => ({ labels })),
    each(watchDiscussion(featureSubject(key), viewer, signal), (discussion) => ({ discussion })),
    each(watchHere(labelsSubject(key), viewer, signal), (here) => ({ here })),
  ]);
}

async function* each<T, U>(values: AsyncGenerator<T>, to: (value: T) => U): AsyncGenerator<U> {
  for await (const value of values) yield to(value);
}

import { queryOptions } from "@tanstack/react-query";
import { ask } from "./ask";

/** Examples that a feature's small card has room for. */
const examplesOnCard = 3;

/** Examples by which one decides what a feature is called. */
const examplesInQueue = 10;

/** The same with more examples, for who is to label it. */
export function queuedFeatureQuery(path: string) {
  return queryOptions({
    queryKey: ["queued-features", path],
    queryFn: ({ signal }) =>
      ask((answers) => answers.featureViewSchema, {
        address: `/api/v1${path}?limit=${examplesInQueue}`,
        signal,
      }),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** A feature with its strongest examples, by the path of its page. */
export function featureQuery(path: string) {
  return queryOptions({
    queryKey: ["features", path],
    queryFn: ({ signal }) =>
      ask((answers) => answers.featureViewSchema, {
        address: `/api/v1${path}?limit=${examplesOnCard}`,
        signal,
      }),
    // One that is being read has more to say a little later.
    staleTime: ({ state }) => (state.data?.reading ? 5_000 : Number.POSITIVE_INFINITY),
  });
}

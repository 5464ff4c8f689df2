import { formatFeature } from "@/lib/circuit-format/node-id";
import { featurePath } from "@/lib/features/feature-address";
import { featureQuery } from "@/lib/features/feature-query";
import type { ListedFeature } from "@/lib/features/list-view";
import { searchFeatures } from "@/lib/features/search-features";
import type { FoundSince } from "./saved-search-schemas";
import { type KindOfSearch, mostNamed, type Seen, type SeenAt } from "./search-kind";
import { packSeen, unseenOf } from "./seen-features";

/** Features are counted up to here. */
const mostCounted = 500;

/** Features that a corpus showed. */
export const searchOfFeatures: KindOfSearch = {
  path: "/features",
  canonical: (query) => featureParams(query).toString(),
  seenNow,
  find,
};

async function seenNow(query: string): Promise<Seen> {
  const found = await listFeatures(query);
  return { seen: found.length, seenFeatures: found.length < mostCounted ? packSeen(found) : null };
}

async function find(query: string, { seen, seenFeatures, lookedAt }: SeenAt): Promise<FoundSince> {
  const [found, labelled] = await Promise.all([listFeatures(query), listFeatures(query, lookedAt)]);
  const isMore = found.length >= mostCounted;
  const fresh = isMore || !seenFeatures ? [] : unseenOf(found, seenFeatures);
  // An earlier release kept how many there were, and not which.
  const counted = seenFeatures ? fresh.length : seen < mostCounted ? Math.max(0, found.length - seen) : null;
  return {
    ...{ news: isMore ? null : counted, total: found.length, isMore },
    newsNamed: fresh.slice(0, mostNamed).map(named),
    ...{ labelled: labelled.length, labelledNamed: labelled.slice(0, mostNamed).map(named) },
  };
}

const named = (feature: ListedFeature) => ({
  ...{ name: `${formatFeature(feature)} ${feature.name}`, url: featurePath(feature) },
});

/** What of an address a list of features takes, by the names' order. */
function featureParams(query: string): URLSearchParams {
  const asked = new URLSearchParams(query);
  const said = Object.keys(featureQuery.shape).flatMap((name): [string, string][] => {
    const value = asked.get(name);
    const isTaken = value !== null && value !== "" && featureQuery.safeParse({ [name]: value }).success;
    return isTaken ? [[name, value]] : [];
  });
  return new URLSearchParams(said);
}

async function listFeatures(query: string, labelledSince?: Date): Promise<ListedFeature[]> {
  const { q, ...filter } = featureQuery.parse(Object.fromEntries(featureParams(query)));
  const asked = { text: q, ...filter, labelledSince };
  return (await searchFeatures(asked, { limit: mostCounted })).items;
}

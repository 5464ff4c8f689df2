import type { Metadata } from "next";
import { cursorOf, ListPager } from "@/app/_components/list-pager";
import { TableLinks } from "@/app/_components/table-links";
import { Term } from "@/app/_components/term/term";
import { TextLink } from "@/components/ui/link";
import { featureQuery } from "@/lib/features/feature-query";
import { featureCursor } from "@/lib/features/find-features";
import { searchFeatures } from "@/lib/features/search-features";
import { findModels } from "@/lib/models/get-model";
import { toParams } from "../_components/to-params";
import { FeatureSearch } from "./_components/feature-search";
import { FeatureTable } from "./_components/feature-table";
import { MeantFeatures } from "./_components/meant-features";
import { NoFeatures } from "./_components/no-features";
import { Unread } from "./_components/unread";

export const metadata: Metadata = { title: "Features" };

interface FeaturesPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function FeaturesPage({ searchParams }: FeaturesPageProps) {
  const params = toParams(await searchParams);
  const filter = filterOf(params);
  const cursor = cursorOf(params, "features", featureCursor);
  const { q, ...rest } = filter;
  const [{ items: models }, { items: features, nextCursor, meant }] = await Promise.all([
    findModels(),
    searchFeatures({ text: q, ...rest }, { cursor }),
  ]);
  const isNarrowed = Object.values(filter).some((value) => value !== undefined) || cursor !== undefined;
  return (
    <>
      <h1>Features</h1>
      <p className="mt-1 mb-4 max-w-prose text-ink-soft">
        Each is an entry of a <Term of="dictionary" /> that takes a model's activations apart. Until somebody
        gives one a label, its <Term of="stand-in-name">name</Term> is made by rule from what a corpus showed:
        what it fires on, what it makes the model say, what it reads.
      </p>
      <FeatureSearch models={models} filter={filter} />
      {meant && <MeantFeatures meant={meant} />}
      {features.length > 0 && <FeatureTable features={features} severalModels={models.length > 1} />}
      {features.length === 0 && !isNarrowed && <Unread models={models} />}
      {features.length === 0 && isNarrowed && (!meant || meant.features.length === 0) && (
        <NoFeatures asked={new URLSearchParams(askedOf(params))} />
      )}
      <p className="mt-4 flex flex-wrap gap-x-6 gap-y-1 text-s">
        <TextLink href={`/searches?${new URLSearchParams({ save: "features", query: askedOf(params) })}`}>
          Keep this search
        </TextLink>
        {features.length > 0 && <TableLinks address={`/api/v1/features/table?${askedOf(params)}`} />}
      </p>
      <ListPager list="features" label="Pages of features" params={params} nextCursor={nextCursor} />
    </>
  );
}

/** What of an address narrows the list, as the API takes it. */
function askedOf(params: URLSearchParams): string {
  const said = [...params].filter(([name]) => Object.hasOwn(featureQuery.shape, name));
  return new URLSearchParams(
    said.filter(([name, value]) => value !== "" && featureQuery.safeParse({ [name]: value }).success),
  ).toString();
}

/** What the address says of sense; the rest is left out, as if it were not there. */
function filterOf(params: URLSearchParams) {
  const said = [...params].filter(
    ([name, value]) => value !== "" && featureQuery.safeParse({ [name]: value }).success,
  );
  return featureQuery.parse(Object.fromEntries(said));
}
